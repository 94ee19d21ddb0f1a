/// Who writes or reviews articles (`Content/people.yml`).
package struct Author: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case person, organization
    }

    /// What front matter names it by.
    package var id: String
    package var kind: Kind
    package var name: String
    package var role: String?
    /// Pages about it elsewhere.
    package var links: [String]
    package var picture: Picture?
    /// Whether it is made up, which its page says.
    package var isFictional: Bool

    package init(
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
