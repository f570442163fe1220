// The frame of every page: head, ways, foot. One column on a phone, more on a desk; nothing comes from elsewhere.

import Metering

/// A page.
struct Layout {
    let source: ConsoleSource
    let visitor: Visitor
    let language: Language

    func word(_ word: Word) -> String { word.words[language] }

    /// An instant by the gateway's clock on the wall.
    func local(_ at: Timestamp) -> String { Moment.local(at, offset: source.history.offset(at)) }

    /// The whole page around `main`. `isLive`: the script keeps it up to date.
    func page(_ title: Word, path: String, isLive: Bool = false, script: String? = nil, _ main: HTML) -> HTML {
        let live: HTML = isLive ? "<script src=\"/console.js\" defer></script>" : ""
        let own: HTML? = script.map { "<script src=\"\($0)\" defer></script>" }
        return """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(word(title)) · \(source.device) · Meterclip</title>
            <link rel="stylesheet" href="/console.css"><link rel="icon" href="/icon.svg">\(live)\(own)
            </head><body>
            <header><a class="name" href="/">Meterclip</a><span class="device">\(source.device)</span>\(ways(path))</header>
            <main id="main">\(banner)\(main)</main>
            <footer>\(foot) <span>\(source.version)</span></footer>
            </body></html>

            """
    }

    /// What nobody who may look shall overlook.
    private var banner: HTML? { visitor.role == nil ? nil : source.safeMode()?.banner(language) }

    /// A sentence with a way back.
    func note(_ title: Word, _ sentence: String, back: String = "/") -> HTML {
        page(
            title, path: "",
            "<section class=\"card note\"><p>\(sentence)</p><p><a href=\"\(back)\">\(word(.back))</a></p></section>")
    }

    /// What a form must carry.
    var code: HTML { "<input type=\"hidden\" name=\"code\" value=\"\(visitor.formCode)\">" }

    private func ways(_ path: String) -> HTML {
        guard visitor.role != nil else { return "" }
        var ways: [(String, Word)] = [("/", .meters), ("/health", .health), ("/warnings", .usageWarnings)]
        if source.balances != nil { ways.append(("/balances", .balances)) }
        if source.systems != nil { ways.append(("/systems", .systems)) }
        ways.append(("/changes", .changes))
        return "<nav>\(ways.map { way(to: $0, $1, isHere: $0 == path) })</nav>"
    }

    private func way(to path: String, _ title: Word, isHere: Bool) -> HTML {
        let here: HTML = isHere ? " aria-current=\"page\"" : ""
        return "<a href=\"\(path)\"\(here)>\(word(title))</a>"
    }

    private var foot: HTML {
        if let name = visitor.name, case .session = visitor.proof {
            return """
                <form method="post" action="/logout">\(code)<span>\(word(.loggedInAs)) \(name)</span>
                <button class="quiet">\(word(.logOut))</button></form>
                """
        }
        if visitor.role != nil {
            let logIn: HTML = visitor.canLogIn ? " <a href=\"/login\">\(word(.logIn))</a>" : ""
            return "<span>\(word(.lookOnly))</span>\(logIn)"
        }
        return ""
    }
}
