/// Who writes or reviews articles (`Content/people.yml`).
public struct Author: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case person, organization
    }

    /// What front matter names it by.
    public var id: String
    public var kind: Kind
    public var name: String
    public var role: String?
    /// Pages about it elsewhere.
    public var links: [String]
    public var picture: Picture?
    /// Whether it is made up, which its page says.
    public var isFictional: Bool

    public init(
        id: String, kind: Kind = .person, name: String, role: String? = nil, links: [String] = [],
        picture: Picture? = nil, isFictional: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.role = role
        self.links = links
        self.picture = picture
        self.isFictional = isFictional
    }
}
