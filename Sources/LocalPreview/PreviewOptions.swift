/// What `serve` shows, and where.
package struct PreviewOptions: Sendable {
    /// The folder to serve. It may be reached through a link (`Output/current/site`): the link is
    /// followed when the server starts and at each `PreviewServer.reload()`, not per request.
    package let rootPath: String
    /// 0 lets the system choose.
    package let port: Int
    /// Whether pages get the script that reloads them.
    package let reloadEnabled: Bool

    package init(rootPath: String, port: Int, reloadEnabled: Bool = true) {
        self.rootPath = rootPath
        self.port = port
        self.reloadEnabled = reloadEnabled
    }
}
