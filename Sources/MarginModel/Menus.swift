/// What leads from every page to others. `nil`: what the program has by itself.
public struct Menus: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let title: String
        /// From `/` on, or of another site.
        public let href: String
        public let location: SourceLocation

        public init(title: String, href: String, location: SourceLocation) {
            self.title = title
            self.href = href
            self.location = location
        }
    }

    public var header: [Entry]?
    public var footer: [Entry]?

    public init(header: [Entry]? = nil, footer: [Entry]? = nil) {
        self.header = header
        self.footer = footer
    }
}
