// The page at which people say who they are.

/// The form of the login.
struct LoginPage {
    let layout: Layout
    /// Where to go on afterwards.
    var next = "/"

    /// Where to go on, if that is a way of this console; the first page otherwise. Whoever made the link has no say beyond it.
    static func next(_ asked: String) -> String {
        let bytes = Array(asked.utf8)
        let isWay =
            bytes.first == UInt8(ascii: "/") && bytes.count <= Limits.wayBytes
            && bytes.dropFirst().first != UInt8(ascii: "/")
            && bytes.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        return isWay ? asked : "/"
    }

    /// The page, with what went wrong before.
    func html(_ trouble: Word? = nil) -> HTML {
        let note: HTML? = trouble.map { "<p class=\"withheld\" role=\"alert\">\(layout.word($0))</p>" }
        let further: HTML? = next == "/" ? nil : "<input type=\"hidden\" name=\"next\" value=\"\(next)\">"
        let fingerprint: HTML? = layout.source.fingerprint.map {
            "<p class=\"small fingerprint\">\(layout.word(.fingerprint)): \($0)</p>"
        }
        return layout.page(
            .logIn, path: "/login",
            """
            <form class="card login" method="post" action="/login"><h1>\(layout.word(.logIn))</h1>\(note)\(layout.code)\(further)
            <label>\(layout.word(.user))<input name="user" autocomplete="username" autocapitalize="none" required \
            maxlength="\(Limits.nameBytes)"></label>
            <label>\(layout.word(.password))<input name="password" type="password" autocomplete="current-password" required \
            maxlength="\(Limits.passwordLength.upperBound)"></label>
            <button>\(layout.word(.logIn))</button>\(fingerprint)</form>
            """)
    }
}
