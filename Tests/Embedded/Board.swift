// The recognition core on a bare board: a program that is nothing but Recognition, its weights and a little C.
//
//   board DIALS NEEDLES                 what it reads, with every bit of the answers, and what memory that took
//   board DIALS NEEDLES KIND ROUNDS     reads the pictures of one kind ROUNDS times, to count instructions:
//                                       patch, dial, needle or frame
//
// Compiled with WIDE it reckons with the kernels for AVX2.

import CBoard
import Recognition

#if WIDE
    import RecognitionWide
#endif

/// Called by C's `main`, because Embedded Swift knows no command line of its own.
@_cdecl("board_main")
public func boardMain(_ count: Int32, _ words: UnsafePointer<UnsafePointer<CChar>?>) {
    Board.main(count, words)
}

struct Board {
    let reader: DialReader
    let fixtures: BoardFixtures

    static func main(_ words: Int32, _ word: UnsafePointer<UnsafePointer<CChar>?>) {
        guard words == 3 || words == 5, let dials = word[1], let needles = word[2] else {
            return board_fail("usage: board DIALS NEEDLES [patch|dial|needle|frame ROUNDS]")
        }
        board_heap_mark()
        let before = board_heap_now()
        guard let reader = makeReader() else { return board_fail("the weights do not fit the code") }
        let weights = board_heap_now() - before
        let board = Board(reader: reader, fixtures: BoardFixtures(dials: file(dials), needles: file(needles)))
        if words == 5, let kind = word[3], let rounds = word[4] {
            board.repeated(kind, rounds: board_number(rounds))
        } else {
            board_figure("weights_heap", weights)
            board.check()
        }
    }

    private static func makeReader() -> DialReader? {
        let dial = UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size)
        let needle = UnsafeRawBufferPointer(start: meterclip_needle_weights, count: meterclip_needle_weights_size)
        guard let network = try? DialNetwork(weights: dial, kernels: kernels),
            let needles = try? NeedleReader(weights: needle, kernels: kernels)
        else { return nil }
        return DialReader(network: network, needles: needles)
    }

    #if WIDE
        private typealias Wide = RecognitionWide.OwnKernels
        private static let kernels = Kernels(
            convolution: Wide.convolution, dense: Wide.dense, edges: Wide.edges, luma: Wide.luma, plane: Wide.plane,
            turn: Wide.turn)
    #else
        private static let kernels = Kernels.plain
    #endif

    private static func file(_ path: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
        var size = 0
        guard let bytes = board_file(path, &size) else {
            board_fail("the vectors cannot be read")
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(start: bytes, count: size)
    }

    /// Reads every picture once and prints it all.
    private func check() {
        board_stack_mark()
        var heap = 0
        for number in 0..<fixtures.dials.count {
            let patch = fixtures.patch(number)
            show("dial", number, measured(&heap) { reader.network.read(patch) })
            let area = fixtures.area(number)
            show(
                "patch", number,
                measured(&heap) {
                    reader.network.read(DialPatch(of: fixtures.dials[number], in: area))
                })
        }
        board_figure("dial_heap", heap)
        heap = 0
        for number in 0..<fixtures.needles.count {
            let (image, geometry) = fixtures.needles[number]
            show("needle", number, measured(&heap) { reader.needles.read(image, geometry) })
            var other = geometry
            other.clockwise.toggle()
            other.zeroAngle += 1.7
            show("mirrored", number, measured(&heap) { reader.needles.read(image, other) })
        }
        board_figure("needle_heap", heap)
        heap = 0
        let frame = fixtures.frame()
        board_heap_mark()
        let before = board_heap_now()
        let positions = read(frame)
        board_figure("frame_heap", board_heap_peak() - before)
        for number in 0..<positions.count { show("frame", number, positions[number]) }
        board_figure("stack", board_stack_used())
        board_figure("resident", board_resident())
    }

    /// What `body` reads; `heap` becomes the most it allocated, if that is more.
    private func measured(_ heap: inout Int, _ body: () -> Position) -> Position {
        board_heap_mark()
        let before = board_heap_now()
        let position = body()
        heap = max(heap, board_heap_peak() - before)
        return position
    }

    private func read(_ frame: (image: GrayImage, dials: [FaceDial], placement: Placement)) -> [Position] {
        reader.read(frame.dials, in: frame.image, origin: Point(0, 0), placement: frame.placement)
    }

    private func show(_ kind: StaticString, _ number: Int, _ position: Position) {
        let bits = position.probabilities + [position.none]
        kind.utf8Start.withMemoryRebound(to: CChar.self, capacity: 1) { kind in
            bits.withUnsafeBufferPointer {
                board_answer(kind, number, position.value, position.confidence, $0.baseAddress, bits.count)
            }
        }
    }

    /// The pictures of one kind, again and again; prints how many were read, and a sum so that nothing is left out.
    private func repeated(_ kind: UnsafePointer<CChar>, rounds: Int) {
        guard rounds > 0 else { return board_fail("the number of rounds is not one") }
        var sum: Float = 0
        var count = 0
        let patches = (0..<fixtures.dials.count).map { fixtures.patch($0) }
        let frame = fixtures.frame()
        let areas = frame.dials.prefix(5).map { frame.placement.apply($0.area) }
        for _ in 0..<rounds {
            if board_same(kind, "patch") != 0 {
                for area in areas { sum += DialPatch(of: frame.image, in: area).luma[0] }
                count += areas.count
            } else if board_same(kind, "dial") != 0 {
                for patch in patches { sum += reader.network.read(patch).value }
                count += patches.count
            } else if board_same(kind, "needle") != 0 {
                for needle in fixtures.needles { sum += reader.needles.read(needle.image, needle.geometry).value }
                count += fixtures.needles.count
            } else if board_same(kind, "frame") != 0 {
                for position in read(frame) { sum += position.value }
                count += 1
            } else {
                return board_fail("there is no such kind")
            }
        }
        board_figure("read", count)
        board_figure("sum", Int(sum.bitPattern >> 1))
    }
}
