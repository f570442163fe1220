// What a meter's readings have taught about its mechanism, kept beside its readings in the journal.

import FoundationEssentials
import Journal
import Metering
import Recognition

/// The learned habits of a register in a journal.
enum LearnedHabits {
    /// Habits are offsets to what the card says, so they hold for that card only.
    private struct Note: Codable {
        var zeros: [Float]
        var rollStarts: [Float?]
        var numbers: [[Float]]
    }

    /// The habits that were learned with the same card; nil if there are none.
    static func load(_ register: RegisterReader, series: String, from journal: Journal) async -> MechanismHabits? {
        // What cannot be read is learned again.
        guard let bytes = try? await journal.note(name(series, register)),
            let note = try? JSONDecoder().decode(Note.self, from: Data(bytes)),
            note.zeros == register.mechanism.dials.map(\.zero),
            note.rollStarts == register.mechanism.dials.map(\.rollStart)
        else { return nil }
        return MechanismHabits(numbers: note.numbers, of: register.mechanism)
    }

    /// Keeps what was learned so far. What cannot be kept is learned again; only what ends the process is an error.
    static func store(_ register: RegisterReader, series: String, in journal: Journal) async throws(JournalError) {
        let dials = register.mechanism.dials
        let note = Note(
            zeros: dials.map(\.zero), rollStarts: dials.map(\.rollStart), numbers: register.habits.numbers)
        guard let data = try? JSONEncoder().encode(note) else { return }
        do throws(JournalError) {
            try await journal.keep(note: name(series, register), Array(data))
        } catch {
            if error.mustEndProcess { throw error }
        }
    }

    private static func name(_ series: String, _ register: RegisterReader) -> String {
        "habits/\(series)/\(register.card.exchanges)"
    }
}
