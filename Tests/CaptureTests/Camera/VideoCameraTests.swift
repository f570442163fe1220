// A camera in front of a driver that breaks at every call in turn, and of one that hangs. Nothing here waits for real time but the
// test of the hanging driver.

import CVideo
import Glibc
import Recognition
import Synchronization
import Testing

@testable import Capture

@Suite struct VideoCameraTests {
    private static let jpegs = (0..<4).map { JPEGEncoder.gray(picture($0), quality: 80) }
    private let request = ShotRequest(
        size: VideoSize(640, 480), controls: ["exposure_time_absolute": 200, "auto_exposure": 1])

    /// A picture with something in it.
    private static func picture(_ number: Int) -> GrayImage {
        GrayImage(
            width: 640, height: 480, pixels: (0..<640 * 480).map { UInt8(($0 % 640 + $0 / 640 * 3 + number) % 200) })
    }

    private static func yuyv(_ luma: GrayImage) -> [UInt8] {
        var bytes = [UInt8](repeating: 128, count: 2 * luma.pixels.count)
        for (i, value) in luma.pixels.enumerated() { bytes[2 * i] = value }
        return bytes
    }

    private func camera(
        _ driver: FakeVideo, format: PixelFormat? = .mjpeg, rests: Bool = true, patience: Int = 1000
    ) -> VideoCamera {
        VideoCamera(
            CameraSetting(
                name: "test", place: .path("/dev/video0"), format: format, patience: patience, rests: rests),
            calls: driver.calls)
    }

    private func fault(_ error: CaptureError?) -> CameraFault? {
        if case .camera("test", let fault)? = error { return fault }
        return nil
    }

    private func shoot(_ camera: VideoCamera, _ request: ShotRequest? = nil) async -> Result<Shot, CaptureError> {
        do throws(CaptureError) {
            return .success(try await camera.shoot(request ?? self.request))
        } catch {
            return .failure(error)
        }
    }

    @Test func aShotBringsTheFramesAndLeavesNothingBehind() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        let camera = camera(driver)
        var request = request
        request.frames = 3
        let shot = try await shoot(camera, request).get()
        #expect(shot.frames.count == 3)
        #expect(shot.frames.allSatisfy { frame in Self.jpegs.contains { .jpeg($0) == frame.picture } })
        #expect(shot.frames.map(\.sequence) == [0, 1, 2])
        driver.state.withLock {
            #expect($0.descriptors.isEmpty && $0.mappedCount == 0 && $0.bufferCount == 0)
            #expect($0.controls == [1: 1, 2: 200])
        }
    }

    @Test func theFirstBuffersLeftOverBytesAreCutOff() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        driver.state.withLock { $0.leftOver = 30_000 }
        let shot = try await shoot(camera(driver)).get()
        #expect(shot.frames.allSatisfy { frame in Self.jpegs.contains { .jpeg($0) == frame.picture } })
        let end = try #require(Self.jpegs[0].withUnsafeBytes { JPEGMarkers.length(of: $0) })
        #expect(end == Self.jpegs[0].count)
        let longer = Self.jpegs[0] + [0, 1, 2, 0xFF, 0xD9]
        #expect(longer.withUnsafeBytes { JPEGMarkers.length(of: $0) } == end)
    }

    @Test func framesThatWaitedAreThePast() async throws {
        let driver = FakeVideo(frames: (0..<40).map { JPEGEncoder.gray(Self.picture($0), quality: 80) })
        let camera = camera(driver, rests: false)
        _ = try await shoot(camera).get()
        let before = driver.state.withLock { state in
            // All buffers were filled while nobody looked.
            state.filled = state.queue.count
            return state.frameNumber
        }
        let shot = try await shoot(camera).get()
        let taken = try #require(shot.frames.last)
        let number = (0..<40).first { .jpeg(driver.state.withLock { $0.frames }[$0]) == taken.picture }
        #expect(try #require(number) >= before + 3 + 1)
    }

    @Test func yuyvBecomesGray() async throws {
        let luma = Self.picture(1)
        let frame = Self.yuyv(luma)
        let driver = FakeVideo(frames: [frame])
        let shot = try await shoot(camera(driver, format: .yuyv)).get()
        #expect(shot.frames.map { $0.picture } == [Picture.gray(luma)])
    }

    /// Every call of a whole shot fails once in each way, and from there on for ever in each way.
    @Test(arguments: InjectedFault.allCases, [1, Int.max / 2])
    func everyCallMayFail(fault: InjectedFault, times: Int) async throws {
        for format in [PixelFormat.mjpeg, .yuyv] {
            let frames = format == .mjpeg ? Self.jpegs : [Self.yuyv(Self.picture(1))]
            let clean = FakeVideo(frames: frames)
            _ = try await shoot(camera(clean, format: format)).get()
            let calls = clean.state.withLock { $0.calls }
            #expect(calls.count > 30)
            // Whatever goes wrong while it is closed, the picture is there already.
            let end = try #require(calls.firstIndex(of: .control(CVIDEO_STREAMOFF)))
            for (number, kind) in calls.enumerated() {
                let driver = FakeVideo(frames: frames)
                driver.state.withLock { ($0.fault, $0.faultAt) = (fault, number..<number + times) }
                let camera = camera(driver, format: format)
                let result = await shoot(camera)
                let place = "\(fault) at call \(number) (\(kind)) of \(format), \(times == 1 ? "once" : "for ever")"
                if number < end { judge(result, fault, isOnce: times == 1, place) }
                driver.state.withLock {
                    #expect($0.descriptors.isEmpty && $0.mappedCount == 0, "\(place): something is left open")
                    #expect(
                        $0.calls.count < 12_000 && $0.now < 60_000, "\(place): \($0.calls.count) calls, \($0.now) ms")
                    $0.faultAt = 0..<0
                }
                #expect((try? await shoot(camera).get()) != nil, "\(place): it does not recover")
            }
        }
    }

    /// A shot that came in spite of a fault is one that the fault had nothing to do with, or that waited it out.
    private func judge(
        _ result: Result<Shot, CaptureError>, _ injected: InjectedFault, isOnce: Bool, _ place: String
    ) {
        guard case .failure(let error) = result else {
            if injected.number != nil, !isOnce || [.noDevice, .inputOutput].contains(injected) {
                Issue.record("\(place): there was a picture all the same")
            }
            return
        }
        guard let fault = fault(error) else {
            Issue.record("\(place): \(error)")
            return
        }
        let isRight: Bool
        switch (injected, fault) {
        case (.noDevice, .gone), (.noDevice, .missing): isRight = true
        case (.inputOutput, .failed): isRight = true
        // What never ends: the driver is busy for ever, or no frame is there before patience ends.
        case (.tryAgain, .busy), (.interrupted, .busy), (.tryAgain, .silent), (.interrupted, .silent): isRight = !isOnce
        case (.tryAgain, .failed), (.interrupted, .failed): isRight = !isOnce
        case (.timedOut, .silent), (.timedOut, .failed): isRight = true
        case (.wrongIndex, .confused): isRight = true
        case (.shortFrame, .confused), (.shortFrame, .damagedFrames), (.shortFrame, .frameShort): isRight = true
        case (.changedSize, .sizeNotOffered), (.changedSize, .sizeChanged), (.changedSize, .frameShort): isRight = true
        default: isRight = false
        }
        #expect(isRight, "\(place): \(fault)")
    }

    @Test func aDriverThatHangsIsLeftAlone() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        let gate = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        sem_init(gate, 0, 0)
        nonisolated(unsafe) let shared = gate
        driver.state.withLock { $0.hang = { sem_wait(shared) } }
        let camera = camera(driver, patience: 20)
        let (calls, bell) = AsyncStream.makeStream(of: Void.self)
        await camera.onReturn { bell.yield() }
        // The first waits for as long as a shot may take, the next is not even begun.
        for _ in 0..<2 {
            guard case .failure(let error) = await shoot(camera), case .stuck? = fault(error) else {
                Issue.record("a driver that hangs gave a picture")
                return
            }
        }
        driver.state.withLock { $0.hang = nil }
        sem_post(gate)
        var rings = calls.makeAsyncIterator()
        await rings.next()
        #expect((try? await shoot(camera).get()) != nil)
        driver.state.withLock { #expect($0.calls.filter { $0 == .open }.count == 2) }
    }

    @Test func aCameraThatIsAwayIsTriedUntilItIsBack() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        let camera = camera(driver, rests: false)
        let (calls, bell) = AsyncStream.makeStream(of: Void.self)
        await camera.onReturn { bell.yield() }
        _ = try await shoot(camera).get()
        driver.state.withLock { $0.isPresent = false }
        guard case .failure(let error) = await shoot(camera) else {
            Issue.record("a picture of nothing")
            return
        }
        #expect(fault(error) == .gone)
        driver.state.withLock { $0.isPresent = true }
        var rings = calls.makeAsyncIterator()
        await rings.next()
        #expect((try? await shoot(camera).get()) != nil)
        driver.state.withLock { #expect($0.descriptors.count == 1) }
    }

    @Test func mistakesOfTheConfigurationAreToldWithWhatWouldBeRight() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        func mistake(_ request: ShotRequest, format: PixelFormat = .mjpeg) async -> String? {
            do throws(CaptureError) {
                try await camera(driver, format: format).check(request)
                return nil
            } catch {
                return error.description
            }
        }
        #expect(await mistake(request) == nil)
        #expect(await mistake(request, format: .grey)?.contains("it offers mjpeg 640x480 320x240, yuyv") == true)
        #expect(await mistake(ShotRequest(size: VideoSize(1280, 720)))?.contains("does not deliver 1280x720") == true)
        #expect(
            await mistake(ShotRequest(controls: ["gain": 3]))?.contains("it has auto_exposure, exposure_time") == true)
        #expect(
            await mistake(ShotRequest(controls: ["exposure_time_absolute": 3]))?.contains(
                "from 10 to 1000 in steps of 10")
                == true)
        #expect(await mistake(ShotRequest(controls: ["auto_exposure": 2]))?.contains("1 (Manual Mode)") == true)
        // A camera that is away now may come.
        driver.state.withLock { $0.isPresent = false }
        #expect(await mistake(request) == nil)
    }

    @Test func aControlThatIsNotKeptIsAFailure() async throws {
        let driver = FakeVideo(frames: Self.jpegs)
        let request = ShotRequest(controls: ["auto_exposure": 0, "exposure_time_absolute": 500])
        guard case .failure(let error) = await shoot(camera(driver), request) else {
            Issue.record("a locked control was believed")
            return
        }
        #expect(fault(error) == .controlNotKept("exposure_time_absolute", asked: 500, got: 100))
    }
}
