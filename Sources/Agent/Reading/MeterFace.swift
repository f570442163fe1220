// A meter card made ready to read frames: its reference frame decoded, the registration prepared, the dials listed.

import Capture
import Glibc
import Metering
import Recognition

/// A meter that frames can be read from.
struct MeterFace: Sendable {
    let card: MeterCard
    let registrar: Registrar
    let gate: QualityGate
    /// Tells the page with the registers from others; nil where there is only one.
    let page: PageMark?
    let mechanisms: [RegisterMechanism]
    /// All dials, register by register.
    let dials: [FaceDial]
    /// What the dials show in the reference frame; nil where no register begins with an index to hold it against.
    let shown: [Position]?
    /// The parts of the reference frame that are read: the dials, and the page's mark.
    private let read: [Quad]
    /// The reference frame's size.
    let frameSize: (width: Int, height: Int)

    /// Prepares the card at `path` with the reference frame that it names.
    init(cardAt path: String) throws(AgentError) {
        let file = try CardFile.read(path) { (reference) throws(AgentError) in
            let header = try MeterFace.decoding(reference) { (jpeg) throws(CaptureError) in
                try JPEGDecoder.header(of: jpeg)
            }
            return (header.width, header.height)
        }
        let reference = try MeterFace.decoding(file.referencePath) { (jpeg) throws(CaptureError) in
            try JPEGDecoder.gray(jpeg)
        }
        try self.init(card: file.card, reference: reference.image, name: path)
    }

    /// Prepares a card whose reference frame is at hand; `name` stands in messages for the card's path.
    init(card: MeterCard, reference: GrayImage, name: String) throws(AgentError) {
        self.card = card
        frameSize = (reference.width, reference.height)
        dials = card.registers.flatMap(\.dials).map {
            FaceDial(
                kind: $0.mechanism.kind, area: $0.area, zeroAngle: $0.zeroAngle, clockwise: $0.clockwise)
        }
        let areas = dials.map(\.area)
        let changing = card.page.map { [$0] } ?? []
        read = areas + changing
        let area =
            card.area ?? Registrar.defaultArea(dials: areas, width: reference.width, height: reference.height)
        do {
            registrar = try Registrar(reference: reference, area: area, moving: areas + changing)
        } catch {
            throw .badData("\(name): the reference frame cannot be used: \(error.message)")
        }
        gate = QualityGate(
            reference: reference, area: area, compared: registrar.compared, dials: areas,
            segments: dials.map { $0.kind == .segment }, moving: changing)
        page = card.page.flatMap { PageMark(reference: reference, area: $0) }
        if card.page != nil, page == nil {
            throw .badData("\(name): page: the reference frame shows nothing there: choose a sign that is lit")
        }
        var mechanisms: [RegisterMechanism] = []
        for register in card.registers {
            guard let mechanism = try? register.mechanism() else {
                throw .badData("\(name): the dials of register \"\(register.name)\" are out of order")
            }
            mechanisms.append(mechanism)
        }
        self.mechanisms = mechanisms
        let isKnown = card.registers.contains { $0.start != nil }
        shown = isKnown ? Models.reader.read(dials, in: reference, origin: Point(0, 0), placement: .identity) : nil
    }

    /// Where the meter lies in frames of a camera that never moved: turned about the middle of the frame as the card says, and by
    /// `degrees` more.
    func start(turnedBy degrees: Double = 0, frameWidth: Int, frameHeight: Int) -> Placement {
        Placement(
            turned: card.rotation + degrees, middle: Point(Float(frameSize.width) / 2, Float(frameSize.height) / 2),
            to: Point(Float(frameWidth) / 2, Float(frameHeight) / 2))
    }

    /// The gray part of a frame that normally suffices, if the meter lies near where it lay last time (nil: where the card
    /// says): what is compared and the dials, with room to move.
    func decode(_ picture: Picture, near last: Placement?) throws(CaptureError) -> DecodedRegion {
        try picture.gray { width, height in
            guard width == frameSize.width, height == frameSize.height else { return nil }
            let last = last ?? start(frameWidth: width, frameHeight: height)
            return PixelRegion(
                covering: ([registrar.compared] + read).map { last.apply($0) },
                margin: Limits.regionMargin, frameWidth: width, frameHeight: height)
        }
    }

    /// Where the meter lies in `decoded`, near where it lay last time; `score` is what the last search of all places gave there.
    func locate(_ decoded: DecodedRegion, near last: Placement, searched score: Float? = nil) -> Registration {
        registrar.locate(in: decoded.image, origin: decoded.origin, near: last, searched: score)
    }

    /// True when `decoded` is less than its whole frame, so that a search over all of it may still find the meter.
    func isPart(_ decoded: DecodedRegion) -> Bool {
        decoded.image.width < decoded.frameWidth || decoded.image.height < decoded.frameHeight
    }

    /// True when no pixel of what is compared or read that the frame has is missing in `decoded`: what is found by one side of
    /// the meter alone may be half a pixel off at the other.
    func holdsMeter(_ decoded: DecodedRegion, _ placement: Placement) -> Bool {
        let needed = PixelRegion(
            covering: ([registrar.compared] + read).map { placement.apply($0) }, margin: 1,
            frameWidth: decoded.frameWidth, frameHeight: decoded.frameHeight)
        return needed.map { decoded.region.contains($0) } ?? true
    }

    private static func decoding<T>(
        _ path: String, _ body: ([UInt8]) throws(CaptureError) -> T
    ) throws(AgentError) -> T {
        let bytes = try TextFile.readBytes(path, limit: Capture.Limits.jpegBytesMax)
        do {
            return try body(bytes)
        } catch {
            throw .unreadable(path: path, reason: error.description)
        }
    }
}

extension Placement {
    /// A turn by that many degrees clockwise that brings `middle` to another place.
    init(turned degrees: Double, middle: Point, to place: Point) {
        // Quarter turns are exact.
        let quarters = (degrees / 90).rounded()
        let rest = (degrees - 90 * quarters) * .pi / 180
        let (x, y) = (cos(rest), sin(rest))
        let quarter = ((Int(quarters) % 4) + 4) % 4
        let (cosine, sine) = [(x, y), (-y, x), (-x, -y), (y, -x)][quarter]
        let (a, c) = (Float(cosine), Float(sine))
        self.init(
            a: a, b: -c, c: c, d: a, tx: place.x - a * middle.x + c * middle.y,
            ty: place.y - c * middle.x - a * middle.y)
    }
}

extension DecodedRegion {
    /// Where the picture begins in its frame.
    var origin: Point { Point(Float(originX), Float(originY)) }

    /// The frame's pixels that were decoded at full size.
    var region: PixelRegion { PixelRegion(x: originX, y: originY, width: image.width, height: image.height) }
}
