/// What leads from every page to others. `nil`: what the program has by itself.
package struct Menus: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let title: String
        /// From `/` on, or of another site.
        package let href: String
        package let location: SourceLocation

        package init(title: String, href: String, location: SourceLocation) {
            self.title = title
            self.href = href
            self.location = location
        }
    }

    package var header: [Entry]?
    package var footer: [Entry]?

    package init(header: [Entry]? = nil, footer: [Entry]? = nil) {
        self.header = header
        self.footer = footer
    }
}
