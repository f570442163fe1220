// Safe mode as the console shows it.

#if Console
    import Console

    extension SafeMode {
        /// What the console says.
        var view: SafeModeView { SafeModeView(problem: problem, day: day) }
    }
#endif
