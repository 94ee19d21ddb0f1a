/// One row of an audit: what was found, or why it cannot be computed.
package enum AuditRow<Finding: Sendable>: Sendable {
    case found(Finding)
    /// A sentence without its full stop.
    case notComputable(String)

    package var finding: Finding? {
        if case .found(let finding) = self { return finding }
        return nil
    }

    package var gap: String? {
        if case .notComputable(let why) = self { return why }
        return nil
    }
}
