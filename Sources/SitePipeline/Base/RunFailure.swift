package import MarginModel

/// Why a run ended without publishing, in the classes that exit codes tell apart.
package enum RunFailure: Error {
    case content(Diagnostics)
    case configuration(Diagnostics)
    case input(Diagnostics)
    case stale(Diagnostics)
    case check(Diagnostics)
    case lockHeld(Diagnostic)
    case publish(Diagnostic)

    /// Why an output folder could not be opened or locked.
    package init(opening problem: Diagnostic) {
        self =
            switch problem.kind {
            case .lockHeld: .lockHeld(problem)
            case .disk: .publish(problem)
            default: .configuration(Diagnostics([problem]))
            }
    }

    package var diagnostics: [Diagnostic] {
        switch self {
        case .content(let all), .configuration(let all), .input(let all), .stale(let all),
            .check(let all):
            all.all
        case .lockHeld(let one), .publish(let one): [one]
        }
    }

    /// The class, and the first few ids of what was wrong: no word of any content.
    var cause: String {
        let ids = Set(diagnostics.filter { $0.severity == .error }.map(\.id)).sorted()
        return ([name] + ids.prefix(3)).joined(separator: " ")
    }

    /// The class in a word, for metrics.
    var name: String {
        switch self {
        case .content: "content"
        case .configuration: "configuration"
        case .input: "input"
        case .stale: "stale"
        case .check: "check"
        case .lockHeld: "lock-held"
        case .publish: "publish"
        }
    }
}
