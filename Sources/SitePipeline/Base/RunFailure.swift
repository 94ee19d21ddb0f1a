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

    package var diagnostics: [Diagnostic] {
        switch self {
        case .content(let all), .configuration(let all), .input(let all), .stale(let all),
            .check(let all):
            all.all
        case .lockHeld(let one), .publish(let one): [one]
        }
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
