#!/usr/bin/env python3
"""A web server over TLS for the tests: answers every POST with 204 and writes what it got to a file, a JSON line each.
Usage: https-server.py PORT CERTIFICATE KEY LOG [--clients AUTHORITY] [--old]
--clients: only those with a certificate of this authority. --old: TLS 1.0 only."""
import argparse
import http.server
import json
import socketserver
import ssl

parser = argparse.ArgumentParser()
for name in ("port", "certificate", "key", "log"):
    parser.add_argument(name)
parser.add_argument("--clients")
parser.add_argument("--old", action="store_true")
arguments = parser.parse_args()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        certificate = self.connection.getpeercert() or {}
        names = [value for pairs in certificate.get("subject", ()) for key, value in pairs if key == "commonName"]
        with open(arguments.log, "a") as log:
            log.write(json.dumps({"path": self.path, "bytes": len(body), "client": names}) + "\n")
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    # In the connection's own thread: one that never shakes hands must not hold up the others.
    def finish_request(self, request, address):
        try:
            super().finish_request(context.wrap_socket(request, server_side=True), address)
        except OSError:
            pass


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
if arguments.old:
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
context.load_cert_chain(arguments.certificate, arguments.key)
if arguments.clients:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(arguments.clients)
Server(("127.0.0.1", int(arguments.port)), Handler).serve_forever()
