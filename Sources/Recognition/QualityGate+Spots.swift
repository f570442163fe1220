// Drops on the glass bend the picture in many places at once, and one that hides a dial need not touch a probe. So their number is
// counted: where many places of the print are bent, no dial can be trusted.

extension QualityGate {
    /// How many separate places show something else than the reference.
    func spots(_ totals: Totals) -> Int {
        let foreign = probes.indices.filter { isForeign(totals.probes[$0]) && !isBesideBurnt($0, totals) }
        return QualityGate.groups(of: foreign, isNear)
    }

    /// How many patches with nothing that agrees between them show something else than the reference: a cover with a pattern makes
    /// many spots, but one patch.
    func patches(_ figures: [ProbeFigures]) -> Int {
        let agreeing = probes.indices.filter { figures[$0].agreement >= QualityLimits.agreement }.map {
            probes[$0].middle
        }
        return QualityGate.groups(of: probes.indices.filter { isForeign(figures[$0]) }) { isTogether($0, $1, agreeing) }
    }

    /// How many groups there are among `probes`: what hangs together with one of a group belongs to it.
    private static func groups(of probes: [Int], _ hangsTogether: (Int, Int) -> Bool) -> Int {
        var rest = probes
        var count = 0
        while let first = rest.popLast() {
            count += 1
            var edge = [first]
            while let probe = edge.popLast() {
                var i = 0
                while i < rest.count {
                    if hangsTogether(probe, rest[i]) { edge.append(rest.remove(at: i)) } else { i += 1 }
                }
            }
        }
        return count
    }

    /// Whether nothing that agrees lies between two probes.
    private func isTogether(_ one: Int, _ other: Int, _ agreeing: [Point]) -> Bool {
        let middle = (probes[one].middle + probes[other].middle) * 0.5
        let half = (probes[one].middle - probes[other].middle) * 0.5
        let reach = half.x * half.x + half.y * half.y
        return !agreeing.contains { point in
            let way = point - middle
            return way.x * way.x + way.y * way.y < reach
        }
    }

    private func isForeign(_ probe: ProbeFigures) -> Bool {
        probe.there && probe.agreement < QualityLimits.agreement && probe.contrast >= QualityLimits.blank
            && probe.mean < Float(QualityLimits.burnt)
    }

    /// The rim of a reflection looks foreign too.
    private func isBesideBurnt(_ number: Int, _ totals: Totals) -> Bool {
        probes.indices.contains { totals.probes[$0].mean >= Float(QualityLimits.bright) && isNear(number, $0) }
    }

    private func isNear(_ one: Int, _ other: Int) -> Bool {
        let way = probes[one].middle - probes[other].middle
        return way.x * way.x + way.y * way.y < QualityLimits.spot * QualityLimits.spot
    }
}
