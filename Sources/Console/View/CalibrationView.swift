// What the console shows of the way from a picture to a meter's card: what was typed, what was found, what stands in the way, and the
// cards that the meter had.

import Metering

/// How far the calibration of a meter is.
public struct CalibrationView: Sendable {
    /// What a technician says of the meter, as it was typed.
    public struct Fields: Sendable, Equatable {
        /// The reading.
        public var reading: String
        /// What the meter measures.
        public var medium: String
        /// What its dials are; empty: that is found out.
        public var kind: String
        /// The most that can flow in an hour; empty: nobody has said.
        public var hourlyMax: String
        /// Whether no digits stand beside those that were typed.
        public var alone: Bool

        /// Fields.
        public init(
            reading: String = "", medium: String = "", kind: String = "", hourlyMax: String = "",
            alone: Bool = false
        ) {
            (self.reading, self.medium, self.kind, self.hourlyMax) = (reading, medium, kind, hourlyMax)
            self.alone = alone
        }
    }

    /// What stands in the way.
    public struct Question: Sendable, Equatable {
        /// What it is about: one of those that the console has words for, or another.
        public var topic: String
        /// What is to be said of it.
        public var details: [String]
        /// All of it in plain words, for a topic that the console has none for.
        public var text: String

        /// A question.
        public init(topic: String, details: [String] = [], text: String) {
            (self.topic, self.details, self.text) = (topic, details, text)
        }
    }

    /// A dial of a proposal.
    public struct Dial: Sendable {
        /// `wheel`, `needle` or `segment`.
        public var kind: String
        /// Where it is, what it shows, and how sure that is.
        public var mark: MeterView.Picture.Mark
        /// The digit that was typed; nil where none was.
        public var typed: String?
        /// Whether it was moved by hand.
        public var isMoved: Bool

        /// A dial.
        public init(kind: String, mark: MeterView.Picture.Mark, typed: String?, isMoved: Bool) {
            (self.kind, self.mark, self.typed, self.isMoved) = (kind, mark, typed, isMoved)
        }
    }

    /// A fresh picture, read with the proposed card.
    public struct Check: Sendable {
        /// What was read; nil where it was not.
        public var index: String?
        /// Why it is not simply good.
        public var reasons: [Reason]
        /// Whether it bears the card out.
        public var isGood: Bool

        /// A check.
        public init(index: String?, reasons: [Reason], isGood: Bool) {
            (self.index, self.reasons, self.isGood) = (index, reasons, isGood)
        }
    }

    /// A card that is not in force yet.
    public struct Proposal: Sendable {
        /// Changes with the picture.
        public var number: Int
        /// Pixels across.
        public var width: Int
        /// Pixels down.
        public var height: Int
        /// The dials, the highest first.
        public var dials: [Dial]
        /// What is read with it; nil where that is nothing.
        public var index: String?
        /// What keeps it from being used.
        public var question: Question?
        /// The fresh pictures of the last try to confirm it.
        public var checks: [Check]

        /// A proposal.
        public init(
            number: Int, width: Int, height: Int, dials: [Dial], index: String?, question: Question?, checks: [Check]
        ) {
            (self.number, self.width, self.height, self.dials) = (number, width, height, dials)
            (self.index, self.question, self.checks) = (index, question, checks)
        }
    }

    /// A card that the meter has or had.
    public struct Card: Sendable {
        /// How it came about.
        public enum Change: String, Sendable, CaseIterable {
            case calibrated, restored, found
        }

        /// Its number.
        public var number: Int
        /// How it came about.
        public var change: Change
        /// Who made it; empty where nobody knows.
        public var by: String
        /// When.
        public var at: String
        /// What was before, in few words; nil where there was no card.
        public var old: String?
        /// What it says, in few words.
        public var new: String
        /// Whether it is in force.
        public var isInForce: Bool

        /// A card.
        public init(
            number: Int, change: Change, by: String, at: String, old: String?, new: String, isInForce: Bool
        ) {
            (self.number, self.change, self.by, self.at) = (number, change, by, at)
            (self.old, self.new, self.isInForce) = (old, new, isInForce)
        }
    }

    /// Where it stands.
    public enum Phase: String, Sendable, CaseIterable {
        /// A reading is to be typed.
        case typing
        /// The dials are being looked for.
        case searching
        /// There is a proposal.
        case proposed
        /// Fresh pictures are being taken and read with it.
        case checking
        /// Somebody else has made another card since; the technician has to say which shall hold.
        case conflict
        /// The agent is taking up the new card.
        case applying
        /// The new card is in force.
        case done
    }

    /// The meter's name.
    public var meter: String
    /// Whether it has no card yet.
    public var isBlank: Bool
    /// Why no card can be made for it; nil where one can.
    public var refusal: Question?
    /// Where it stands.
    public var phase: Phase
    /// Seconds since it does.
    public var seconds: Int
    /// What was typed.
    public var fields: Fields
    /// What stands in the way, or went wrong.
    public var question: Question?
    /// What was found; nil before that.
    public var proposal: Proposal?
    /// The card in force, where that says something: in a conflict the other one, after all the new one.
    public var card: Card?

    /// A calibration.
    public init(
        meter: String, isBlank: Bool, refusal: Question?, phase: Phase, seconds: Int, fields: Fields,
        question: Question?, proposal: Proposal?, card: Card?
    ) {
        (self.meter, self.isBlank, self.refusal, self.phase) = (meter, isBlank, refusal, phase)
        (self.seconds, self.fields, self.question) = (seconds, fields, question)
        (self.proposal, self.card) = (proposal, card)
    }
}
