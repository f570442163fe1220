// Puts a damaged journal aside and a fresh one in its place, with all that can be saved. The fresh file is filled beside it under
// a name that counts for nothing; renaming it is the moment that decides. Before, a crash leaves the damaged file where it was,
// and all is done again; after, the next start only finishes the renaming. So any crash leads to the same end.

import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Mends one journal.
struct Mending {
    let file: JournalFile
    let device: String
    let limits: Journal.Limits

    /// Saves what can be saved into a fresh file and makes that the journal.
    func mend(_ damaged: DamagedFile, reason: String) throws(JournalError) {
        let number = max(file.numbers(".corrupt-").last ?? 0, file.numbers(".mended-").last ?? 0) + 1
        do {
            try fill(file.mending, from: damaged, reason: reason)
        } catch {
            unlink(file.mending)
            // What was put aside earlier has been salvaged already; what is in the journal now has not.
            guard error.isFull, !file.numbers(".corrupt-").isEmpty else { throw error }
            removeQuarantined(keeping: 0)
            try fill(file.mending, from: damaged, reason: reason)
        }
        try rename(file.mending, to: file.mended(number))
        try finish()
    }

    /// Finishes what was decided: whatever still has the journal's name is put aside, and the fresh file takes it.
    ///
    /// - Returns: the number of the file put aside; nil if nothing was to be finished.
    @discardableResult
    func finish() throws(JournalError) -> Int? {
        guard let number = file.numbers(".mended-").last else { return nil }
        let aside = file.quarantined(number)
        for (name, target) in [(JournalFile.log(of: file.path), JournalFile.log(of: aside)), (file.path, aside)]
        where access(name, F_OK) == 0 {
            try rename(name, to: target)
        }
        try rename(file.mended(number), to: file.path)
        unlink(file.mark)
        removeQuarantined(keeping: limits.quarantined)
        return number
    }

    /// Writes a whole journal of its own to `path`, which must not be there.
    @discardableResult
    func fill(_ path: String, from damaged: DamagedFile, reason: String) throws(JournalError) -> Salvage.Result {
        unlink(path)
        try JournalFile(path: path).createIfMissing()
        let database = try Database(path: path, lockWaitMilliseconds: limits.lockWaitMilliseconds)
        // Nothing of this counts until it is flushed as a whole.
        try database.set("journal_mode", to: "OFF", readsBackAs: "off")
        try database.set("synchronous", to: "OFF", readsBackAs: "0")
        let result = try database.transaction { () throws(JournalError) in
            let identity = JournalIdentity(device: device, journal: JournalIdentity.newJournal())
            try Schema.create(in: database, identity: identity)
            let result = try Salvage(file: damaged, limits: limits).fill(database)
            let recovery = JournalRecovery(
                reason: reason, quarantined: "", entries: result.entries, damagedRows: result.damagedRows,
                lost: result.gap?.count ?? 0, sinks: result.sinks)
            try Schema.setMeta("mended", recovery.text, in: database)
            return result
        }
        try database.close()
        try flush(path)
        return result
    }

    private func removeQuarantined(keeping count: Int) {
        for number in file.numbers(".corrupt-").dropLast(count) {
            unlink(JournalFile.log(of: file.quarantined(number)))
            unlink(file.quarantined(number))
        }
    }

    private func rename(_ name: String, to target: String) throws(JournalError) {
        #if canImport(Glibc)
            let code = Glibc.rename(name, target)
        #else
            let code = Musl.rename(name, target)
        #endif
        guard code == 0 else { throw failure("rename \(name)") }
        try file.flushFolder(JournalFile.parent(of: file.path))
    }

    private func flush(_ path: String) throws(JournalError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .inputOutput(path: file.path, operation: "flush \(path)", reason: String(cString: strerror(errno)))
        }
    }

    private func failure(_ operation: String) -> JournalError {
        if errno == ENOSPC || errno == EDQUOT { return .full(path: file.path) }
        return .unwritable(path: file.path, reason: "\(operation): \(String(cString: strerror(errno)))")
    }
}
