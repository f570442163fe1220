// Keys and certificates that belong together, and those that do not.

import TestSupport
import Testing

@testable import Uplink

@Suite struct ClientCertificatePairTests {
    @Test("a key of another certificate is told from its own, and from what is not understood")
    func pairs() throws {
        let certificates = try TestCertificates()
        let (own, other) = (certificates.client, certificates.good)
        let folder = TemporaryFolder()
        let rubbish = folder.write("a.pem", "-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n")
        #expect(ClientCertificate(file: own.certificate, key: other.key).isMismatched)
        #expect(!ClientCertificate(file: own.certificate, key: own.key).isMismatched)
        #expect(!ClientCertificate(file: own.certificate, key: rubbish).isMismatched)
        #expect(!ClientCertificate(file: rubbish, key: other.key).isMismatched)
        #expect(!ClientCertificate(file: own.certificate, key: folder.file("none")).isMismatched)
    }
}
