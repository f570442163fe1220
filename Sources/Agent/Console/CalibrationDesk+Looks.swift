// What a camera sees just now, for who puts it before a meter. However many look, it takes a picture no more often than is of use.

#if Console
    import Capture
    import Console
    import Metering
    import Recognition

    extension CalibrationDesk {
        /// A look through a camera.
        struct Look: Sendable {
            let held: HeldPicture
            let figures: PictureFigures
            let number: Int
            let taken: Int64
        }

        /// A new look, or the one of this moment.
        func look(_ meter: String) async -> Result<Look, CalibrationSource.Refusal> {
            guard let place = places[meter] else { return .failure(Self.noMeter) }
            do throws(AgentError) {
                return .success(try await newest(of: place))
            } catch {
                return .failure(Self.refusal(Self.question(error)))
            }
        }

        /// The picture that a card is made from: what the technician sees.
        func picture(of place: Place) async throws(AgentError) -> HeldPicture { try await newest(of: place).held }

        private func newest(of place: Place) async throws(AgentError) -> Look {
            if let look = looks[place.name] {
                // Recorded pictures are not used up by looking.
                if place.source is ReplaySource || now - look.taken < Limits.lookAge { return look }
            }
            let outcome: Result<Look, CaptureError>?
            if let under = looking[place.name] {
                outcome = await under.value
            } else {
                looksTaken += 1
                let (number, clock, source) = (looksTaken, clock, place.source)
                let task = Task.detached { await Self.take(from: source, number: number, clock: clock) }
                looking[place.name] = task
                outcome = await task.value
                looking[place.name] = nil
                if case .success(let look)? = outcome { looks[place.name] = look }
            }
            switch outcome {
            case .success(let look)?: return look
            case .failure(.nothingToReplay)?, nil: throw .question(.noMorePictures, "there are no more pictures")
            case .failure(let error)?: throw .question(.noPicture, [error.description], error.description)
            }
        }

        private static func take(
            from source: any FrameSource, number: Int, clock: AgentClock
        ) async -> Result<Look, CaptureError> {
            do throws(CaptureError) {
                guard let frame = try await source.shot(of: 1).frames.last else { return .failure(.nothingToReplay) }
                let held = try HeldPicture(frame, now: clock.now().wall)
                return .success(
                    Look(
                        held: held, figures: PictureFigures(held.picture), number: number, taken: clock.sinceBoot()))
            } catch {
                return .failure(error)
            }
        }
    }

    extension LiveView {
        /// The figures of a look, as people see them.
        init(_ look: CalibrationDesk.Look) {
            let figures = look.figures
            let light: Light =
                figures.burnt > PictureFigures.burntShare ? .burnt : figures.mean < PictureFigures.dim ? .dark : .good
            let share = figures.sharpness.map { ($0 - PictureFigures.flattest) / PictureFigures.steep * 100 } ?? 0
            let percent = Int(min(max(share, 0), 100).rounded())
            let sharpness: Sharpness =
                figures.sharpness == nil ? .nothing : percent >= 40 ? .sharp : percent >= 18 ? .fair : .blurred
            self.init(
                number: look.number, light: Int((figures.mean / 2.55).rounded()), lightIs: light, sharpness: percent,
                sharpnessIs: sharpness, width: look.held.picture.width, height: look.held.picture.height)
        }
    }
#endif
