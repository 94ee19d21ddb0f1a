/// A value that texts may give besides what every site has, as `site.yml` declares it below `params`.
public struct ParameterDeclaration: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case text, number, flag, date, list
    }

    /// As templates name it: `params.level`.
    public let name: String
    public let kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

public enum ParameterValue: Hashable, Sendable {
    case text(String)
    case number(Decimal)
    case flag(Bool)
    case date(Instant)
    case list([String])
}
