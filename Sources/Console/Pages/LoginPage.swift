// The page at which people say who they are.

/// The form of the login.
struct LoginPage {
    let layout: Layout

    /// The page, with what went wrong before.
    func html(_ trouble: Word? = nil) -> HTML {
        let note: HTML? = trouble.map { "<p class=\"withheld\" role=\"alert\">\(layout.word($0))</p>" }
        let fingerprint: HTML? = layout.source.fingerprint.map {
            "<p class=\"small fingerprint\">\(layout.word(.fingerprint)): \($0)</p>"
        }
        return layout.page(
            .logIn, path: "/login",
            """
            <form class="card login" method="post" action="/login"><h1>\(layout.word(.logIn))</h1>\(note)\(layout.code)
            <label>\(layout.word(.user))<input name="user" autocomplete="username" autocapitalize="none" required \
            maxlength="\(Limits.nameBytes)"></label>
            <label>\(layout.word(.password))<input name="password" type="password" autocomplete="current-password" required \
            maxlength="\(Limits.passwordLength.upperBound)"></label>
            <button>\(layout.word(.logIn))</button>\(fingerprint)</form>
            """)
    }
}
