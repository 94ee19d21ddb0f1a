/// What `serve` shows, and where.
package struct PreviewOptions: Sendable {
    /// The folder to serve. It may be reached through a link (`Output/current/site`): the link is
    /// followed when the server starts and at each `PreviewServer.reload()`, not per request.
    package let rootPath: String
    /// 0 lets the system choose.
    package let port: Int
    /// Whether pages get the script that reloads them.
    package let reloadEnabled: Bool
    /// Private reports, for whoever has the token of this run. `nil`: none are served.
    package let reports: Reports?

    package struct Reports: Sendable {
        /// The folder that holds a folder a day.
        package let folder: String
        /// The page that lists them, made anew each time.
        package let listing: @Sendable () -> [UInt8]

        package init(folder: String, listing: @escaping @Sendable () -> [UInt8]) {
            self.folder = folder
            self.listing = listing
        }
    }

    package init(
        rootPath: String, port: Int, reloadEnabled: Bool = true, reports: Reports? = nil
    ) {
        self.rootPath = rootPath
        self.port = port
        self.reloadEnabled = reloadEnabled
        self.reports = reports
    }
}
