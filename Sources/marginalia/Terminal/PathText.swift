import MarginModel
import MarginRules
import PageRendering

/// A walk along a path of prices, as a table for a terminal.
struct PathText {
    let path: AuditRow<PathReport>
    private let format = NumberFormat.markdown

    init(_ path: AuditRow<PathReport>) { self.path = path }

    var text: String {
        switch path {
        case .notComputable(let why): return "The path cannot be walked: \(why)."
        case .found(let report):
            let rows = report.steps.map(row)
            return ([header] + rows + ["", summary(report)]).joined(separator: "\n")
        }
    }

    private var header: String {
        line("time", "state by ratio", "margin use", "equity", "requirement", "what happened")
    }

    private func row(_ step: PathReport.Step) -> String {
        let happened =
            step.events.map(words)
            + (step.missing.isEmpty
                ? [] : ["no price of \(step.missing.joined(separator: ", ")) young enough"])
        return line(
            step.at.description, step.state.rawValue,
            step.ratio.map { format.marginUse($0) } ?? "-",
            step.equity.map { format.money($0, "") } ?? "-",
            step.requirement.map { format.money($0, "") } ?? "-",
            happened.joined(separator: "; "))
    }

    private func words(_ event: PathReport.Event) -> String {
        switch event {
        case .credited(let asset, let amount):
            "credited \(format.money(amount, asset))"
        case .funding(let symbol, let asset, let amount):
            "funding of \(symbol) \(format.money(amount, asset))"
        case .fundingUnknown(let symbol): "funding of \(symbol) not known"
        }
    }

    private func summary(_ report: PathReport) -> String {
        func moment(_ name: String, _ instant: Instant?) -> String {
            "\(name): \(instant?.description ?? "not on this path")"
        }
        return [
            moment("Margin call", report.callAt), moment("Cure", report.cureAt),
            moment("Liquidation", report.liquidationAt),
            "A price counts for \(report.maximumPriceAgeSeconds) s. What the venue does at the "
                + "trigger is not simulated.",
        ].joined(separator: "\n")
    }

    private func line(
        _ time: String, _ state: String, _ n: String, _ equity: String, _ requirement: String,
        _ happened: String
    ) -> String {
        let cells = [
            time.padded(to: 20), state.padded(to: 11), n.padded(to: 9, onTheLeft: true),
            equity.padded(to: 16, onTheLeft: true), requirement.padded(to: 14, onTheLeft: true),
            happened,
        ].joined(separator: "  ")
        return String(cells.reversed().drop { $0 == " " }.reversed())
    }
}

extension String {
    func padded(to width: Int, onTheLeft: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - count))
        return onTheLeft ? blanks + self : self + blanks
    }
}
