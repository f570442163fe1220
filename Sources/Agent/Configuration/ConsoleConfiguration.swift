// Reads what the configuration says of the console: where it listens, and what protects it. What may not be opened is refused here, with
// what to do, before anything is started.

import Metering

#if Console
    import Console
    import Uplink

    extension AgentConfiguration {
        /// The `[console]` table.
        static func readConsole(_ top: TableReader, _ path: String) -> ConsoleSetting? {
            guard let table = top.table("console") else { return nil }
            defer { table.finish() }
            var setting = ConsoleSetting()
            setting.address = readText(table, "address", default: setting.address)
            setting.port = UInt16(table.integer("port", in: 1...65_535, default: Int(ConsoleSetting.usualPort)))
            let pair = TrustConfiguration.readPair(table, path)
            (setting.certificate, setting.key) = (pair?.file, pair?.key)
            setting.accounts = readAccounts(table, path)
            if MetricsServer.socketAddress(setting.address, 1) == nil {
                table.mistakes.add(
                    table.key("address"), "\"\(setting.address)\" is not a numeric address",
                    "write \"127.0.0.1\" for this machine alone")
            } else if !setting.isLocal, let missing = missing(table) {
                table.mistakes.add(
                    table.key("address"), "others can reach \"\(setting.address)\", and the console is not protected",
                    "add \(missing), or write \"127.0.0.1\"")
            }
            return setting
        }

        /// What is not there, whether or not it is any good.
        private static func missing(_ table: TableReader) -> String? {
            let missing = ["certificateFile", "keyFile", "passwordFile"].filter { !table.has($0) }
            return missing.isEmpty ? nil : missing.joined(separator: " and ")
        }

        private static func readAccounts(_ table: TableReader, _ path: String) -> String? {
            guard table.has("passwordFile") else {
                // Asked for, so that it is known as a key.
                _ = table.string("passwordFile", default: "")
                return nil
            }
            let file = readPath(table, "passwordFile", path)
            do throws(ConsoleError) {
                _ = try AccountFile(path: file)
            } catch {
                table.mistakes.add(
                    table.key("passwordFile"), error.description,
                    "write it with: meterclip console-password \(file), and let the agent's user read it")
            }
            return file
        }
    }
#else
    extension AgentConfiguration {
        /// A console that is asked for and not there is told of.
        static func readConsole(_ top: TableReader) {
            guard top.table("console") != nil else { return }
            top.mistakes.add(
                top.key("console"), "this agent was built without its console",
                "take [console] out, or use the agent that was built with it")
        }
    }
#endif
