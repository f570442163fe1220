// libmosquitto as the system ships it. Everything the uplink needs of it imports into Swift as it is.
#include <mosquitto.h>
#include <mqtt_protocol.h>
