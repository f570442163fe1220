// Which register of which meter: what readings are filed under where several meters are looked at together.

/// A register by its name and its meter's.
public struct RegisterName: Sendable, Hashable, Comparable {
    /// The meter, unique on the gateway.
    public var meter: String
    /// The register, unique on the meter.
    public var register: String

    /// A register.
    public init(_ meter: String, _ register: String = "main") { (self.meter, self.register) = (meter, register) }

    /// For people; the register only where it is not the usual one.
    public var text: String { register == "main" ? meter : meter + " " + register }

    /// By meter, then by register.
    public static func < (a: RegisterName, b: RegisterName) -> Bool {
        (a.meter, a.register) < (b.meter, b.register)
    }
}
