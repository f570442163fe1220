// `meterclip console-certificate`: makes a certificate for the console of a gateway that has none, and tells its fingerprint.

#if Console
    import Console

    /// The console-certificate command.
    public struct ConsoleCertificateCommand: Sendable {
        /// The folder that gets it.
        public var folder: String
        /// What the gateway is called by those who open the console; none: what it calls itself.
        public var names: [String]

        /// A certificate into `folder`.
        public init(folder: String, names: [String]) { (self.folder, self.names) = (folder, names) }

        /// Makes it, and tells what to do with it.
        public func run(write: (String) -> Void) throws(AgentError) {
            var all = names.isEmpty ? ConsoleCertificate.namesOfThisMachine() : names
            all += ConsoleCertificate.ownNames.filter { !all.contains($0) }
            do throws(ConsoleError) {
                let made = try ConsoleCertificate(names: all, in: folder)
                write("names:          \(all.joined(separator: ", "))")
                write("fingerprint:    \(made.fingerprint)")
                write("[console]")
                write("certificateFile = \(quoted(made.certificate))")
                write("keyFile = \(quoted(made.key))")
            } catch {
                throw .badData(error.description)
            }
        }

        private func quoted(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
    }
#endif
