// Writes figures as Prometheus and OpenMetrics want them: families with their help, samples with their labels.
// The two differ in what a counter's family is called, in the unit's line and in the mark at the end.
// Source: OpenMetrics 1.0; Prometheus text format 0.0.4.

/// An exposition being written.
struct MetricsText {
    /// What a family holds.
    enum Kind: String {
        case gauge, counter, summary
    }

    /// Labels of a sample, in order.
    typealias Labels = [(name: String, value: String)]

    let isOpenMetrics: Bool
    private var text = ""

    init(isOpenMetrics: Bool) {
        self.isOpenMetrics = isOpenMetrics
    }

    /// The exposition as a whole.
    var finished: String { text + (isOpenMetrics ? "# EOF\n" : "") }

    /// What a client is told of the form.
    var contentType: String {
        isOpenMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8"
    }

    /// A family; one without samples is left out.
    ///
    /// - Parameters:
    ///   - name: without `_total`, with the unit at its end if it has one.
    ///   - samples: what follows the family's name, the labels and the value.
    mutating func family(
        _ name: String, _ kind: Kind, unit: String? = nil, help: String,
        _ samples: [(suffix: String, labels: Labels, value: Double)]
    ) {
        guard !samples.isEmpty else { return }
        let total = kind == .counter ? "_total" : ""
        let head = isOpenMetrics ? name : name + total
        text += "# HELP \(head) \(MetricsText.escaped(help))\n# TYPE \(head) \(kind.rawValue)\n"
        if isOpenMetrics, let unit { text += "# UNIT \(head) \(unit)\n" }
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(MetricsText.escaped($0.value))\"" }.joined(separator: ",")
            text += name + total + sample.suffix + (labels.isEmpty ? "" : "{\(labels)}") + " \(sample.value)\n"
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
