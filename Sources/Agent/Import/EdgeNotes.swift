// What becomes of those settings of AI-on-the-edge-device that a meter card has no place for: why they are not needed here, or where
// the same is said in the agent's configuration. A setting that is neither here nor taken by EdgeImport is not known at all.

/// Words about settings that do not go into the card.
enum EdgeNotes {
    /// What is said of the setting `name` in `section`, both in small letters; nil if it is not known. `value` is put into the words.
    static func note(_ section: String, _ name: String, value: String) -> String? {
        (notes[section] ?? [:])[name]?.replacing("{}", with: value)
    }

    /// The settings that are known of a section.
    static func names(_ section: String) -> [String] { (notes[section] ?? [:]).keys.sorted() }

    /// The sections that are known.
    static var sections: [String] { notes.keys.sorted() }

    /// What must not stand on a screen.
    static func isSecret(_ name: String) -> Bool { ["password", "token", "apikey"].contains(name) }

    private static let sensor =
        "not carried over: it sets the ESP32's sensor; a camera of this gateway is set by controls in the card"
    private static let zoom =
        "not carried over: the pictures must show as much as the reference does"
    private static let mirror =
        "not carried over: the camera did it; pictures must come as mirrored as the reference is"
    private static let history =
        "not needed: every reading is held against those before it, with what can have flowed since"
    private static let carry = "not needed: all dials are decoded together, carries included"
    private static let log = "not needed: the journal keeps every reading and `meterclip journal` shows it"
    private static let pictures =
        "in the agent's configuration: [evidence] keeps a picture of every reading, up to a size"
    private static let model = "not carried over: these networks are built in"
    private static let board = "not carried over: it is about the ESP32's board"
    private static let sensors = "not carried over: only meters are read here"
    private static let influx = "in the agent's configuration: a [[sink]] of kind \"influxdb\""
    private static let secret = " (not copied: put it into a file of its own)"

    private static func all(_ names: String, _ note: String) -> [String: String] {
        Dictionary(names.split(separator: " ").map { (String($0), note) }, uniquingKeysWith: { first, _ in first })
    }

    private static func joined(_ parts: [String: String]...) -> [String: String] {
        parts.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }

    private static let notes: [String: [String: String]] = [
        "takeimage": camera, "makeimage": camera,
        "alignment": all(
            "searchfieldx searchfieldy alignmentalgo",
            "not needed: shift, turn and size are searched for, and a picture that does not fit is refused"),
        "digits": network, "analog": network,
        "postprocessing": postProcessing,
        "mqtt": mqtt,
        "influxdb": joined(
            ["uri": influx + ", url = \"{}\"", "database": influx + ", database = \"{}\""],
            all("user", influx + ", user = \"{}\""), all("password", influx + ", passwordFile" + secret),
            [
                "measurement": influx + ", measurement = \"{}\"",
                "field": "not carried over: the fields have fixed names",
            ]),
        "influxdbv2": joined(
            ["uri": influx + ", url = \"{}\"", "bucket": influx + ", bucket = \"{}\""],
            all("database", influx + ", bucket = \"{}\""), ["org": influx + ", org = \"{}\""],
            all("token", influx + ", tokenFile" + secret),
            [
                "measurement": influx + ", measurement = \"{}\"",
                "field": "not carried over: the fields have fixed names",
            ]),
        "webhook": [
            "uri": "in the agent's configuration: a [[sink]] of kind \"https\", url = \"{}\"; its lines are other ones",
            "apikey": "in the agent's configuration: tokenFile of that [[sink]]" + secret,
            "uploadimg": "not carried over: a picture is sent when the head-end asks for it",
        ],
        "gpio": joined(
            all(
                "io0 io1 io3 io4 io12 io13",
                "not carried over: the gateway's own lines are an [[output]] or a [[meter.trigger]]"),
            all("ledtype lednumbers ledquantity ledcolor", "not carried over: a light is an [[output]], on or off"),
            all("maintopicmqtt i2c-scl i2c-sda onewire", board)),
        "autotimer": joined(
            ["autostart": "not needed: the agent reads as soon as it runs"],
            all("sleepwhileidle sleepgraceseconds", board)),
        "datalogging": all("datalogactive datafilesretention", log),
        "debug": all(
            "loglevel logfile logfilesretention logfileretentionindays",
            "not carried over: `meterclip run --log-level` and the system's own log"),
        "system": joined(
            all("timezone timeserver autoadjustsummertime", "not needed: the gateway's system has its own time"),
            [
                "hostname": "in the agent's configuration: device = \"{}\"",
                "rssithreshold": board, "cpufrequency": board, "tooltip": board,
                "setupmode": "not carried over: `meterclip doctor` looks at a new installation",
            ]),
        "battery": all("enabled", board),
        "sht3x": all(
            "enable address i2c_frequency interval mqtt_enable mqtt_topic influxdb_enable influxdb_measurement", sensors
        ),
        "ds18b20": all(
            "enable expectedsensors interval mqtt_enable mqtt_topic influxdb_enable influxdb_measurement", sensors),
    ]

    private static let camera = joined(
        all(
            """
            camgainceiling camquality cambrightness camcontrast camsaturation camsharpness camautosharpness camspecialeffect \
            camwbmode camawb camawbgain camaec camaec2 camaelevel camaecvalue camagc camagcgain cambpc camwpc camrawgma \
            camlenc camdcw camdenoise camcolorbar camcolorswaped camfocus camfocusauto camfocusmanuallevel camnegative \
            aec2 autoexposurelevel brightness contrast saturation sharpness fixedexposure grayscale negative imagequality \
            imagesize
            """, sensor),
        all("camzoom camzoomsize camzoomoffsetx camzoomoffsety zoom zoommode zoomoffsetx zoomoffsety", zoom),
        all("camhmirror camvflip", mirror),
        all("rawimageslocation rawimagesretention logimagelocation logfileretentionindays", pictures),
        [
            "demo": "not needed: `meterclip run --simulate` and `meterclip replay` need no camera",
            "ledintensity": "not carried over: a light is an [[output]], on or off",
            "waitbeforetakingpicture": "in the agent's configuration: lead = \"{}s\" of the light's [[output]]",
            "powerdowncamerabetweenrounds": "in the agent's configuration: rest = {} of the [[camera]]",
        ])

    private static let network = joined(
        all("model modelinputsize", model),
        all("cnngoodthreshold", "not needed: every dial says how sure it is, and that decides"),
        all("roiimageslocation roiimagesretention logimagelocation logfileretentionindays", pictures))

    private static let postProcessing = joined(
        all("prevalueuse prevalueagestartup historyreconcile historymaxjump prevaluehysterese", history),
        all("checkdigitincreaseconsistency", carry),
        all(
            "analogtodigittransitionstart analogdigittransitionstart analogdigitaltransitionstart",
            "not carried over: it corrects a rule; where a wheel begins to roll is learned from the readings"),
        all(
            "changeratethreshold negativeratethreshold",
            "not needed: play of the gears is allowed for without holding back what was used"),
        all("ignoreleadingnan", "not needed: a place without a digit in front is read as such"),
        all("errormessage", "not needed: what is withheld is told with its reasons, and no value is sent for it"),
        all("extendedresolutioninvert", "not carried over: which way a needle turns stands with its region"))

    private static let mqtt: [String: String] = [
        "uri": "in the agent's configuration: a [[sink]] of kind \"mqtt\", host and port from {}",
        "maintopic":
            "in the agent's configuration: compatible = \"ai-on-the-edge\", compatibleTopic = \"{}\" of that [[sink]]",
        "clientid": "not needed: the agent goes by its own name, device",
        "user": "in the agent's configuration: user = \"{}\" of that [[sink]]",
        "password": "in the agent's configuration: passwordFile of that [[sink]]" + secret,
        "retainmessages": "not needed: what has to be retained is",
        "homeassistantdiscovery": "in the agent's configuration: homeAssistant = {} of that [[sink]]",
        "discoveryprefix": "in the agent's configuration: homeAssistantPrefix = \"{}\" of that [[sink]]",
        "statustopic": "not carried over: it is homeassistant/status",
        "cacert": "in the agent's configuration: authorityFile of that [[sink]]",
        "clientcert": "in the agent's configuration: certificateFile of that [[sink]]",
        "clientkey": "in the agent's configuration: keyFile of that [[sink]]",
        "validateservercert": "not carried over: a server's certificate is always checked",
        "domoticztopicin": "not carried over: Domoticz takes the topics of Home Assistant",
        "domoticzidx": "not carried over: Domoticz takes the topics of Home Assistant",
    ]
}
