// The destinations in the daemon's configuration.

import Metering
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct SinkConfigurationTests {
    private let folder = TemporaryFolder()
    private let head = """
        device = "gw"
        journal = "journal.db"
        [[meter]]
        camera = { kind = "simulated", face = "water" }
        [[sink]]

        """

    init() {
        folder.write("token", "sesame\n")
        folder.write("empty", "\n")
        folder.write("cert.pem", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n")
        folder.write("key.pem", "-----BEGIN EC PRIVATE KEY-----\nMA==\n-----END EC PRIVATE KEY-----\n")
        folder.write("locked.pem", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMA==\n-----END ENCRYPTED PRIVATE KEY-----\n")
        folder.write(
            "old.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END RSA PRIVATE KEY-----\n")
        folder.write("cut.pem", "-----BEGIN EC PRIVATE KEY-----\nMA==\n")
        folder.write("none.pem", "")
        folder.write("der", [0x30, 0x82, 0, 0xFF])
    }

    private func sink(_ text: String) throws -> AgentConfiguration.SinkSetting {
        let sinks = try AgentConfiguration.read(folder.write("meterclip.toml", head + text)).sinks
        return try #require(sinks.first)
    }

    /// The mistakes of a sink, as line in it and text.
    private func mistakes(_ text: String) -> [String] {
        placedMistakes(folder.write("meterclip.toml", head + text), behind: 5)
    }

    @Test func aServerWithEverything() throws {
        let text = """
            kind = "https"
            url = "https://head.example/readings"
            tokenFile = "token"
            certificateFile = "cert.pem"
            keyFile = "key.pem"
            authorityFile = "cert.pem"
            gzip = false
            """
        let options = HTTPOptions(
            endpoint: try HTTPEndpoint("https://head.example/readings"),
            credentials: .bearer(file: folder.path + "/token"),
            certificate: .init(file: folder.path + "/cert.pem", key: folder.path + "/key.pem"),
            authorities: folder.path + "/cert.pem", compresses: false)
        #expect(try sink(text) == .https(name: "https", options: options))
    }

    @Test func aServerOnThisMachineNeedsNoMoreThanItsAddress() throws {
        let options = HTTPOptions(endpoint: try HTTPEndpoint("http://localhost:8080/"))
        #expect(
            try sink("kind = \"https\"\nurl = \"http://localhost:8080/\"") == .https(name: "https", options: options))
    }

    @Test func aServerGetsPicturesOnDemand() throws {
        let options = HTTPOptions(endpoint: try HTTPEndpoint("https://h"))
        let text = "kind = \"https\"\nurl = \"https://h\"\nevidence = "
        #expect(try sink(text + "true") == .https(name: "https", options: options, sendsEvidence: true))
        #expect(try sink(text + "false") == .https(name: "https", options: options))
        #expect(
            mistakes(text + "true\n[evidence]\nkeep = false") == [
                "3: there are no pictures to send: leave out keep = false in [evidence]"
            ])
        #expect(mistakes(text + "1") == ["3: \"evidence\" has the wrong form: it must be true or false"])
    }

    @Test(arguments: [
        "kind = \"file\"\npath = \"a\"", "kind = \"mqtt\"\nhost = \"b\"",
        "kind = \"influxdb\"\nversion = 1\nurl = \"https://h\"\ndatabase = \"d\"",
    ])
    func noOtherSinkGetsPictures(text: String) throws {
        let told = mistakes(text + "\nevidence = true")
        let line = text.split(separator: "\n").count + 1
        #expect(told.count == 1 && told[0].hasPrefix("\(line): no pictures go to a sink of kind"), "\(told)")
    }

    @Test func aKeyThatIsNotTheCertificatesIsAMistake() throws {
        let certificates = try TestCertificates()
        let (own, other) = (certificates.client, certificates.good)
        let text = "kind = \"https\"\nurl = \"https://h\"\ncertificateFile = \"\(own.certificate)\"\nkeyFile = "
        _ = try sink(text + "\"\(own.key)\"")
        let told = mistakes(text + "\"\(other.key)\"")
        #expect(
            told == [
                "4: \(other.key) is not the key of \(own.certificate): name the key that was made for this certificate"
            ])
    }

    @Test(arguments: [
        ("kind = \"https\"\nurl = \"https://head.example/\"", true),
        ("kind = \"https\"\nurl = \"http://localhost:8080/\"", false),
        ("kind = \"influxdb\"\nversion = 1\nurl = \"https://influx.example\"\ndatabase = \"home\"", true),
        ("kind = \"influxdb\"\nversion = 1\nurl = \"http://localhost:8086\"\ndatabase = \"home\"", false),
        ("kind = \"file\"\npath = \"a\"", false),
    ])
    func whoShowsACertificateNeedsTheTime(text: String, needsTime: Bool) throws {
        #expect(try sink(text).needsTime == needsTime)
    }

    @Test func bothVersionsOfInfluxDB() throws {
        let first = """
            kind = "influxdb"
            version = 1
            url = "http://influx.lan:8086"
            plain = true
            database = "home"
            user = "me"
            passwordFile = "token"
            """
        let server = HTTPOptions(
            endpoint: try HTTPEndpoint("http://influx.lan:8086", allowingPlain: true),
            credentials: .login(user: "me", passwordFile: folder.path + "/token"))
        #expect(
            try sink(first)
                == .influx(name: "influxdb", options: InfluxOptions(server: server, place: .database("home"))))
        let second = """
            kind = "influxdb"
            name = "cloud"
            version = 2
            url = "https://influx.example"
            org = "house"
            bucket = "meters"
            tokenFile = "token"
            measurement = "index"
            """
        let cloud = HTTPOptions(
            endpoint: try HTTPEndpoint("https://influx.example"), credentials: .token(file: folder.path + "/token"))
        #expect(
            try sink(second)
                == .influx(
                    name: "cloud",
                    options: InfluxOptions(
                        server: cloud, place: .bucket("meters", organisation: "house"), measurement: "index")))
    }

    @Test func aFileIsRotatedUnlessItIsNotToBe() throws {
        let path = folder.path + "/a"
        let text = "kind = \"file\"\npath = \"a\"\n"
        #expect(try sink(text) == .file(name: "file", path: path, rotation: FileRotation(size: 10 << 20, files: 5)))
        #expect(
            try sink(text + "size = \"512KiB\"\nfiles = 2")
                == .file(name: "file", path: path, rotation: FileRotation(size: 512 << 10, files: 2)))
        #expect(try sink(text + "rotate = false") == .file(name: "file", path: path, rotation: nil))
    }

    @Test func allMistakesOfAServerAreToldAtOnceWithTheirLines() throws {
        let told = mistakes(
            """
            kind = "https"
            url = "head.example/readings"
            tokenFile = "empty"
            certificateFile = "key.pem"
            keyFile = "none"
            authorityFile = "der"
            gzpi = true
            """)
        #expect(told.count == 6, "\(told)")
        for (line, words) in [
            "2: readings cannot be sent to \"head.example/readings\": it has no scheme; write \"https://\" before it",
            "3: \(folder.path)/empty holds no secret: its first line is empty: write the secret into its first line",
            "4: \(folder.path)/key.pem holds \"EC PRIVATE KEY\", not a certificate: ",
            "5: \(folder.path)/none cannot be read: No such file or directory: put the private key there",
            "6: \(folder.path)/der is not PEM: ", "7: unknown key \"gzpi\": did you mean \"gzip\"?",
        ].enumerated() {
            #expect(told.count > line && told[line].hasPrefix(words), "\(told)")
        }
    }

    @Test(arguments: [
        ("url = \"http://head.example/\"", "2: readings cannot be sent to", "or add plain = true"),
        (
            "url = \"https://me:secret@head.example/\"", "2: readings cannot be sent to \"https://…@head.example\"",
            "a file"
        ),
        ("url = \"\"", "2: \"url\" is empty", ""), ("", "0: \"url\" is missing", ""),
        ("url = \"https://h\"\nkeyFile = \"key.pem\"", "3: a key without its certificate", "certificateFile"),
        ("url = \"https://h\"\ncertificateFile = \"cert.pem\"", "3: a certificate without its key", "keyFile"),
        (
            "url = \"http://localhost\"\nauthorityFile = \"cert.pem\"", "3: \"authorityFile\" means nothing without",
            "https://"
        ),
        (
            "url = \"https://h\"\ncertificateFile = \"cert.pem\"\nkeyFile = \"locked.pem\"", "4: ",
            "is locked with a pass phrase"
        ),
        (
            "url = \"https://h\"\ncertificateFile = \"cert.pem\"\nkeyFile = \"old.pem\"", "4: ",
            "is locked with a pass phrase"
        ),
        (
            "url = \"https://h\"\ncertificateFile = \"cert.pem\"\nkeyFile = \"cut.pem\"", "4: ",
            "is cut off: it has a beginning and no end: put the whole private key there"
        ),
        (
            "url = \"https://h\"\ncertificateFile = \"none.pem\"\nkeyFile = \"key.pem\"", "3: ",
            "none.pem is empty"
        ),
        ("url = \"https://h\"\nkeyFile = \"\"\ncertificateFile = \"cert.pem\"", "3: \"keyFile\" is empty", ""),
    ])
    func aMistakeOfAServer(text: String, start: String, words: String) throws {
        let told = mistakes("kind = \"https\"\n" + text)
        #expect(told.count == 1 && told[0].hasPrefix(start) && told[0].contains(words), "\(told)")
        #expect(!told.joined().contains("me:secret"))
    }

    @Test(arguments: [
        ("version = 3\nbucket = \"b\"", "3: unknown version 3 of InfluxDB", "write 1 or 2"),
        ("bucket = \"b\"", "0: \"version\" is missing", ""),
        ("version = \"2\"", "3: \"version\" has the wrong form", ""),
        ("version = 1", "0: \"database\" is missing", ""),
        ("version = 2\norg = \"o\"\nbucket = \"b\"", "0: \"tokenFile\" is missing", ""),
        ("version = 2\norg = \"o\"\ntokenFile = \"token\"", "0: \"bucket\" is missing", ""),
        (
            "version = 2\norg = \"o\"\ntokenFile = \"token\"\nbucket = \"b\"\ndatabase = \"d\"",
            "7: unknown key \"database\"", ""
        ),
        ("version = 1\ndatabase = \"d\"\nuser = \"u\"", "5: a user without a password", "passwordFile"),
        ("version = 1\ndatabase = \"d\"\npasswordFile = \"token\"", "5: a password without a user", "user"),
        ("version = 1\ndatabase = \"d\"\npasswordFile = \"none\"\nuser = \"u\"", "5: ", "No such file"),
        (
            "version = 1\ndatabase = \"d\"\npasswordFile = \"token\"\nuser = \"u:v\"",
            "6: \"u:v\" cannot be a user's name", ""
        ),
    ])
    func aMistakeOfAnInfluxDB(text: String, start: String, words: String) throws {
        let told = mistakes("kind = \"influxdb\"\nurl = \"https://h\"\n" + text)
        #expect(told.count == 1 && told[0].hasPrefix(start) && told[0].contains(words), "\(told)")
    }

    @Test(arguments: [
        ("size = \"10MB\"", "3: \"10MB\" is not a size: write it like \"10MiB\""),
        ("size = \"0KiB\"", "3: \"0KiB\" is not a size"),
        ("files = 1", "3: \"files\" has the wrong form"), ("rotate = false\nfiles = 3", "4: \"files\" means nothing"),
    ])
    func aMistakeOfAFile(text: String, start: String) throws {
        let told = mistakes("kind = \"file\"\npath = \"a\"\n" + text)
        #expect(told.count == 1 && told[0].hasPrefix(start), "\(told)")
    }
}
