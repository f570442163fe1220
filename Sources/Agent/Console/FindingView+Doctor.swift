// What the doctor has found, as the console shows it.

#if Console
    import Console

    extension FindingView {
        /// The same.
        init(_ finding: DoctorFinding) {
            self.init(
                area: finding.area, subject: finding.subject,
                state: State(rawValue: finding.state.rawValue) ?? .problem,
                text: finding.text, advice: finding.advice)
        }
    }
#endif
