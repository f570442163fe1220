// What the page Calibrate asks, and the same steps for programs. Only technicians get any of it.

import HTTPTypes
import Metering

extension Routes {
    /// The page and what it sends.
    var calibrationPages: [Route] {
        let home = "/meters/{meter}/calibrate"
        return [
            Route(method: .get, path: home, access: .role(.technician)) { inquiry in
                let meter = inquiry.names["meter"] ?? ""
                guard let view = await source.calibration.state(meter, by(inquiry)) else { return missing(inquiry) }
                let cards = await source.calibration.cards(meter) ?? []
                return .page(CalibratePage(layout: layout(inquiry), view: view, cards: cards).html())
            },
            Route(
                method: .get, path: home + "/picture/{which}", access: .role(.technician),
                answer: { await view($0) }, page: home),
            Route(
                method: .post, path: home, access: .role(.technician), answer: { await step($0, propose) }, page: home),
            Route(
                method: .post, path: home + "/confirm", access: .role(.technician), answer: { await step($0, confirm) },
                page: home),
            Route(
                method: .post, path: home + "/discard", access: .role(.technician), answer: { await step($0, discard) },
                page: home),
            Route(
                method: .post, path: "/meters/{meter}/cards/{card}/restore", access: .role(.technician),
                answer: { await step($0, restore) }, page: home),
        ]
    }

    /// The steps for programs.
    var calibrationPrograms: [Route] { looks + steps }

    private static let base = "/api/v1/meters/{meter}/calibration"
    private static let noMeter = (status: HTTPResponse.Status.notFound, reason: "There is no such meter.")
    private static let inTheWay = (status: HTTPResponse.Status.conflict, reason: "Something stands in the way.")

    private var looks: [Route] {
        [
            Route(
                method: .get, path: Self.base, access: .role(.technician),
                description: .init(
                    name: "calibration", summary: "How far the calibration of a meter is.",
                    types: [("application/json", API.calibration)], failures: [Self.noMeter])
            ) { inquiry in
                guard let view = await source.calibration.state(inquiry.names["meter"] ?? "", by(inquiry)) else {
                    return missing(inquiry)
                }
                return .json(API.calibration(view, inquiry.language))
            },
            Route(
                method: .get, path: Self.base + "/live", access: .role(.technician),
                description: .init(
                    name: "calibration-live", summary: "Takes a picture, and says how bright and how sharp it is.",
                    types: [("application/json", API.live)],
                    failures: [Self.noMeter, (.serviceUnavailable, "The camera gives no picture.")])
            ) { inquiry in
                switch await source.calibration.live(inquiry.names["meter"] ?? "") {
                case .success(let view): return .json(API.live(view, inquiry))
                case .failure(let refusal): return refused(refusal, inquiry, status: .serviceUnavailable)
                }
            },
            Route(
                method: .get, path: Self.base + "/picture/{which}", access: .role(.technician),
                description: .init(
                    name: "calibration-picture",
                    summary:
                        "A picture: live, held (that of the proposal), check-1 to check-3 (those it was tried on).",
                    types: [("image/jpeg", .string)], failures: [(.notFound, "There is no such picture.")])
            ) { await view($0) },
            Route(
                method: .get, path: "/api/v1/meters/{meter}/cards", access: .role(.viewer),
                description: .init(
                    name: "cards", summary: "The cards that a meter has and had, the newest first.",
                    types: [("application/json", API.cards)], failures: [Self.noMeter])
            ) { inquiry in
                guard let cards = await source.calibration.cards(inquiry.names["meter"] ?? "") else {
                    return missing(inquiry)
                }
                return .json(API.cards(cards, inquiry.names["meter"] ?? ""))
            },
        ]
    }

    private var steps: [Route] {
        [
            program(
                Self.base, "propose", "Has the dials looked for in a new picture; how far it is says `calibration`.",
                form: [
                    .init(
                        name: "reading", summary: "What the meter shows, ? for what cannot be read.", isRequired: true),
                    .init(name: "medium", summary: "What it measures.", schema: .word(Medium.allCases.map(\.rawValue))),
                    .init(
                        name: "kind", summary: "What its dials are; empty: that is found out.",
                        schema: .word(["", "wheel", "segment", "needle"])),
                    .init(
                        name: "alone", summary: "1 where no digits stand beside those typed.", schema: .word(["", "1"])),
                    .init(name: "hourly_max", summary: "The most that can flow in an hour; empty: nobody has said."),
                ], propose),
            program(
                Self.base + "/dials", "move", "Has the dials of the proposal elsewhere, and reads its picture again.",
                form: [
                    .init(
                        name: "dials",
                        summary:
                            "For each dial its corners in pixels, x,y x,y x,y x,y, from the top left clockwise; dials parted by ;",
                        isRequired: true)
                ], move),
            program(
                Self.base + "/confirm", "confirm",
                "Takes three fresh pictures, and puts the card into force if it holds; how far it is says `calibration`.",
                form: [
                    .init(name: "number", summary: "That of the proposal; empty: whichever there is."),
                    .init(name: "over", summary: "The number of the card of somebody else that shall not hold."),
                ],
                confirm),
            program(Self.base + "/discard", "discard", "Drops the proposal; what was typed stays.", discard),
            program(
                "/api/v1/meters/{meter}/cards/{card}/restore", "restore", "Puts a card into force that was so before.",
                restore),
        ]
    }

    private typealias Step = @Sendable (_ meter: String, Inquiry) async -> CalibrationSource.Refusal?

    private func program(
        _ path: String, _ name: String, _ summary: String, form: [Route.Field] = [], _ body: @escaping Step
    ) -> Route {
        Route(
            method: .post, path: path, access: .role(.technician),
            description: .init(
                name: name, summary: summary, status: .accepted, types: [("application/json", API.calibration)],
                failures: [Self.noMeter, Self.inTheWay], form: form)
        ) { inquiry in
            let meter = inquiry.names["meter"] ?? ""
            if let refusal = await body(meter, inquiry) { return refused(refusal, inquiry, status: .conflict) }
            guard let view = await source.calibration.state(meter, by(inquiry)) else { return missing(inquiry) }
            // People are shown what they typed beside what is wrong with it; programs are told that it was not taken.
            let isOpen = view.phase == .typing || view.phase == .conflict
            if isOpen, let question = view.question {
                return refused(.init(question), inquiry, status: .conflict)
            }
            return .json(API.calibration(view, inquiry.language), status: .accepted)
        }
    }

    /// A step of the page, which shows what came of it.
    private func step(_ inquiry: Inquiry, _ body: Step) async -> Reply {
        let meter = inquiry.names["meter"] ?? ""
        guard let refusal = await body(meter, inquiry) else {
            return .seeOther("/meters/\(Form.encoded(path: meter))/calibrate")
        }
        let path = refusal.isMissing ? "/" : "/meters/\(Form.encoded(path: meter))/calibrate"
        let words = refusal.question.words[inquiry.language]
        return .page(
            layout(inquiry).note(.refused, words, back: path), status: refusal.isMissing ? .notFound : .conflict)
    }

    private var propose: Step {
        { meter, inquiry in
            let form = inquiry.form
            if form["alone"] != "" && form["alone"] != "1" {
                return .init(.init(topic: "unknown-choice", details: [form["alone"]], text: "none of the choices"))
            }
            let fields = CalibrationView.Fields(
                reading: String(form["reading"].prefix(Limits.fieldLength)), medium: form["medium"], kind: form["kind"],
                hourlyMax: String(form["hourly_max"].prefix(Limits.fieldLength)), alone: form["alone"] == "1")
            return await source.calibration.propose(meter, fields, by(inquiry))
        }
    }

    private var move: Step {
        { meter, inquiry in
            guard let dials = DialCorners.read(inquiry.form["dials"]) else {
                return .init(.init(topic: "outside", details: [inquiry.form["dials"]], text: "these are no corners"))
            }
            return await source.calibration.move(meter, dials, by(inquiry))
        }
    }

    private var confirm: Step {
        { meter, inquiry in
            await source.calibration.confirm(
                meter, Int(inquiry.form["number"]), Int(inquiry.form["over"]), by(inquiry))
        }
    }

    private var discard: Step { { meter, inquiry in await source.calibration.discard(meter, by(inquiry)) } }

    private var restore: Step {
        { meter, inquiry in
            let card = inquiry.names["card"] ?? ""
            guard let number = Int(card) else {
                return .init(.init(topic: "no-card", details: [card], text: "there is no such card"), isMissing: true)
            }
            return await source.calibration.restore(meter, number, by(inquiry))
        }
    }

    private func by(_ inquiry: Inquiry) -> String { "console, \(inquiry.visitor.name ?? "unknown")" }

    private func view(_ inquiry: Inquiry) async -> Reply {
        let picture: CalibrationSource.Picture? =
            switch inquiry.names["which"] {
            case "live": .live
            case "held": .held
            case let name? where name.hasPrefix("check-"): Int(name.dropFirst(6)).map { .check($0) }
            default: nil
            }
        guard let picture,
            let bytes = await source.calibration.picture(inquiry.names["meter"] ?? "", picture, by(inquiry))
        else {
            return .json(API.failure(Word.noPicture.words[inquiry.language]), status: .notFound)
        }
        return Reply(.ok, type: "image/jpeg", .bytes(bytes))
    }

    private func missing(_ inquiry: Inquiry) -> Reply {
        .json(API.failure(Word.notFound.words[inquiry.language]), status: .notFound)
    }

    private func refused(
        _ refusal: CalibrationSource.Refusal, _ inquiry: Inquiry, status: HTTPResponse.Status
    ) -> Reply {
        .json(API.failure(refusal.question.words[inquiry.language]), status: refusal.isMissing ? .notFound : status)
    }
}
