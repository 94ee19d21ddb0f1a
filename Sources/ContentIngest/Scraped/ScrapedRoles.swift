/// Finds the roles that fit a page's lines best as a whole, and how sure each is.
///
/// Viterbi's algorithm over the evidence of `ScrapedEvidence` and the order in `ScrapedRole`; run
/// from both ends it also gives the best total with any other role at a line, and so the doubt.
struct ScrapedRoles {
    let roles: [ScrapedRole]
    /// Percent, for each line: how sure its role is. 50 means that another fits as well.
    let certainty: [Int]

    private static let count = ScrapedRole.allCases.count
    private static let floor = ScrapedEvidence.impossible / 2

    /// - Complexity: O(lines) time and memory.
    init(_ lines: [ScrapedLine]) {
        let evidence = lines.map { ScrapedEvidence.points(for: $0) }
        let (forward, origins) = Self.forward(evidence)
        let backward = Self.backward(evidence)
        var roles: [ScrapedRole] = []
        var certainty: [Int] = []
        var role = Self.best(forward.last, backward.last)
        for line in lines.indices.reversed() {
            roles.append(ScrapedRole.allCases[role])
            let totals = zip(forward[line], backward[line]).map { $0 > Self.floor ? $0 + $1 : $0 }
            let other = totals.indices.filter { !Self.mean(role, $0) }.map { totals[$0] }.max()
            certainty.append(Self.percent(totals[role] - (other ?? 0)))
            role = origins[line][role]
        }
        self.roles = roles.reversed()
        self.certainty = certainty.reversed()
    }

    private static func best(_ forward: [Int32]?, _ backward: [Int32]?) -> Int {
        guard let forward, let backward else { return 0 }
        let totals = zip(forward, backward).map { $0 > floor ? $0 + $1 : $0 }
        return totals.indices.max { (totals[$0], $1) < (totals[$1], $0) } ?? 0
    }

    /// Where a skipped line stands makes no difference to what it is.
    private static func mean(_ left: Int, _ right: Int) -> Bool {
        left == right
            || (ScrapedRole.allCases[left].isSkipped && ScrapedRole.allCases[right].isSkipped)
    }

    /// The chance of a role that leads all others by so many steps, each a factor of about three.
    private static func percent(_ lead: Int32) -> Int {
        [50, 73, 88, 95, 98][min(max(Int(lead), 0), 4)] + (lead > 4 ? 1 : 0)
    }

    /// For each line and role, the best total of the lines up to it, and the role before it.
    private static func forward(_ evidence: [[Int32]]) -> ([[Int32]], [[Int]]) {
        var totals: [[Int32]] = []
        var origins: [[Int]] = []
        for points in evidence {
            var row = [Int32](repeating: ScrapedEvidence.impossible, count: count)
            var origin = [Int](repeating: 0, count: count)
            func offer(_ total: Int32, from role: Int, _ steps: [(role: Int, points: Int32)]) {
                for step in steps where points[step.role] > floor {
                    let sum = total + step.points + points[step.role]
                    if sum > row[step.role] { (row[step.role], origin[step.role]) = (sum, role) }
                }
            }
            if let last = totals.last {
                for role in 0..<count where last[role] > floor {
                    offer(last[role], from: role, next[role])
                }
            } else {
                offer(0, from: 0, first)
            }
            totals.append(row)
            origins.append(origin)
        }
        return (totals, origins)
    }

    /// For each line and role, the best total of the lines below it.
    private static func backward(_ evidence: [[Int32]]) -> [[Int32]] {
        var totals = [[Int32]](
            repeating: ScrapedRole.allCases.map { $0.mayEndPage ? 0 : -6 }, count: evidence.count)
        for line in evidence.indices.dropLast().reversed() {
            for role in 0..<count {
                totals[line][role] = next[role].reduce(ScrapedEvidence.impossible) { best, step in
                    let below = totals[line + 1][step.role]
                    let points = evidence[line + 1][step.role]
                    guard points > floor, below > floor else { return best }
                    return max(best, step.points + points + below)
                }
            }
        }
        return totals
    }

    private static let first = steps(after: nil)
    private static let next = ScrapedRole.allCases.map { steps(after: $0) }

    private static func steps(after role: ScrapedRole?) -> [(role: Int, points: Int32)] {
        ScrapedRole.successors(of: role).map { ($0.0.rawValue, $0.1) }
    }
}

extension ScrapedRoles {
    /// What was taken, part by part, each with the line that is in doubt most.
    func certainties(of lines: [ScrapedLine]) -> [PartCertainty] {
        var order: [String] = []
        var parts: [String: PartCertainty] = [:]
        for (index, role) in roles.enumerated() {
            guard let name = role.part else { continue }
            let before = parts[name]
            if before == nil { order.append(name) }
            let isLower = certainty[index] < before?.percent ?? 101
            parts[name] = PartCertainty(
                part: name, lineCount: (before?.lineCount ?? 0) + 1,
                percent: isLower ? certainty[index] : before?.percent ?? 0,
                line: isLower ? lines[index].number : before?.line ?? 0)
        }
        return order.compactMap { parts[$0] }
    }
}
