// `meterclip console-password`: puts somebody into the file of those who may use the console. A password is typed, or comes on standard
// input, and is never an argument: those are seen by everybody on the machine.

#if Console
    import Console
    import Glibc

    /// The console-password command.
    public struct ConsolePasswordCommand: Sendable {
        /// The file of accounts.
        public var file: String
        /// What they are called.
        public var name: String
        /// What they may do.
        public var role: Role
        /// Whether it is a program, which gets a token.
        public var isToken: Bool

        /// Puts somebody called `name` into `file`.
        public init(file: String, name: String, role: Role, isToken: Bool) {
            (self.file, self.name, self.role, self.isToken) = (file, name, role, isToken)
        }

        /// Does it; `write` gets the token of a program.
        public func run(write: (String) -> Void) throws(AgentError) {
            do throws(ConsoleError) {
                if isToken {
                    write(try AccountFile.setToken(name: name, role: role, in: file))
                } else {
                    try AccountFile.set(name: name, role: role, password: try password(), in: file)
                }
            } catch {
                throw .badData(error.description)
            }
        }

        /// From a terminal twice, without showing it; from elsewhere the first line.
        private func password() throws(ConsoleError) -> String {
            guard isatty(0) == 1 else { return readLine(strippingNewline: true) ?? "" }
            let first = Self.ask("Password for \(name): ")
            guard first == Self.ask("Once more: ") else {
                throw .file(path: file, reason: "the two were not the same; nothing was changed")
            }
            return first
        }

        private static func ask(_ question: String) -> String {
            var before = termios()
            tcgetattr(0, &before)
            var silent = before
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(0, TCSAFLUSH, &silent)
            defer {
                tcsetattr(0, TCSAFLUSH, &before)
                say("\n")
            }
            say(question)
            return readLine(strippingNewline: true) ?? ""
        }

        /// Where the questions are seen when the answer goes elsewhere.
        private static func say(_ text: String) {
            let bytes = Array(text.utf8)
            _ = write(2, bytes, bytes.count)
        }
    }
#endif
