// What the console shows of a meter.

import Metering

/// A meter, as it is now.
public struct MeterView: Sendable {
    /// One of its registers.
    public struct Register: Sendable {
        /// Its name; `main` where there is only one.
        public var name: String
        /// The last published index and when it was read; nil before there was one.
        public var published: RegisterCard.Start?
        /// The newest reading, published or not; nil before there was one.
        public var last: Reading?
        /// How much flows; nil where that cannot be told.
        public var flow: Flow?
        /// What its readings mean.
        public var meaning = MeaningView()

        /// A register.
        public init(name: String, published: RegisterCard.Start?, last: Reading?, flow: Flow? = nil) {
            (self.name, self.published, self.last, self.flow) = (name, published, last, flow)
        }
    }

    /// The last picture, with what was looked for in it.
    public struct Picture: Sendable {
        /// A dial in it.
        public struct Mark: Sendable {
            /// How sure its position is.
            public enum Certainty: String, Sendable, CaseIterable {
                case sure, unsure, bad
            }

            /// Its corners in pixels.
            public var corners: [(x: Double, y: Double)]
            /// What it shows; nil where that could not be read.
            public var position: String?
            /// How sure that is.
            public var certainty: Certainty

            /// A dial.
            public init(corners: [(x: Double, y: Double)], position: String?, certainty: Certainty) {
                (self.corners, self.position, self.certainty) = (corners, position, certainty)
            }
        }

        /// Changes with the picture.
        public var number: Int
        /// Pixels across.
        public var width: Int
        /// Pixels down.
        public var height: Int
        /// The dials in it.
        public var marks: [Mark]

        /// A picture.
        public init(number: Int, width: Int, height: Int, marks: [Mark]) {
            (self.number, self.width, self.height, self.marks) = (number, width, height, marks)
        }
    }

    /// Its name.
    public var name: String
    /// What it measures.
    public var medium: Medium
    /// The unit of its indexes.
    public var unit: String
    /// When it is read, in words.
    public var schedule: String
    /// Its registers, at least one; none while it has no card.
    public var registers: [Register]
    /// The last picture; nil before there was one.
    public var picture: Picture?
    /// Whether nobody has set it up yet: it has no card and is not read.
    public var isBlank = false

    /// A meter.
    public init(
        name: String, medium: Medium, unit: String, schedule: String, registers: [Register], picture: Picture?
    ) {
        (self.name, self.medium, self.unit) = (name, medium, unit)
        (self.schedule, self.registers, self.picture) = (schedule, registers, picture)
    }
}
