// A meter as the agent watches it: the same areas, the same part of a frame decoded first, the same second try with all of it.

import Capture
import Glibc
import Recognition

/// A meter whose frames are to be found.
struct WatchedMeter {
    let name: String
    let width: Int
    let height: Int
    let reference: GrayImage
    let dials: [Quad]
    let registrar: Registrar

    /// Prepares a meter as a meter card without an area would; ends the program if the reference is of no use.
    init(name: String, reference: GrayImage, dials: [Quad], page: Quad? = nil) {
        self.name = name
        (width, height) = (reference.width, reference.height)
        self.reference = reference
        self.dials = dials
        let area = Registrar.defaultArea(dials: dials, width: width, height: height)
        do {
            registrar = try Registrar(reference: reference, area: area, moving: dials + (page.map { [$0] } ?? []))
        } catch {
            RegistrationCheck.fail("\(name): \(error.message)", 65)
        }
    }

    /// What the agent finds in a frame, and the processor seconds that took without the decoding.
    func locate(_ jpeg: [UInt8], near last: Placement) -> (Registration, seconds: Double) {
        var part = decode(jpeg) { header in
            PixelRegion(
                covering: [last.apply(registrar.compared)] + dials.map { last.apply($0) }, margin: 8,
                frameWidth: header.width, frameHeight: header.height)
        }
        let start = WatchedMeter.now()
        var found = locate(part, near: last)
        var seconds = WatchedMeter.now() - start
        if !found.acceptable || !holds(part, found.placement) {
            part = decode(jpeg) { _ in nil }
            let again = WatchedMeter.now()
            // What was found in a part is where to look in all of it.
            let searched = found.searched
            found =
                found.acceptable
                ? locate(part, near: found.placement, searched: searched ? found.score : nil) : locate(part, near: last)
            found.searched = found.searched || searched
            seconds += WatchedMeter.now() - again
        }
        return (found, seconds)
    }

    private func locate(_ part: DecodedRegion, near last: Placement, searched: Float? = nil) -> Registration {
        registrar.locate(
            in: part.image, origin: Point(Float(part.originX), Float(part.originY)), near: last, searched: searched)
    }

    private func holds(_ part: DecodedRegion, _ placement: Placement) -> Bool {
        let needed = PixelRegion(
            covering: ([registrar.compared] + dials).map { placement.apply($0) }, margin: 1,
            frameWidth: part.frameWidth, frameHeight: part.frameHeight)
        let had = PixelRegion(x: part.originX, y: part.originY, width: part.image.width, height: part.image.height)
        return needed.map { had.contains($0) } ?? true
    }

    private func decode(_ jpeg: [UInt8], _ region: (JPEGHeader) -> PixelRegion?) -> DecodedRegion {
        do {
            return try JPEGDecoder.gray(jpeg, region: region)
        } catch {
            RegistrationCheck.fail("\(name): \(error.description)", 65)
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
