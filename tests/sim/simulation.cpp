#include "tests/sim/simulation.h"

#include "tests/support/fast_scheme.h"

namespace timecoin::sim {

namespace {

constexpr std::uint32_t kOnlookers = 1;
constexpr std::uint32_t kUsers = 12;
/// Ten view changes at the longest timeout: what the first block after the faults may take.
constexpr std::uint64_t kFirstBlockMs = 10 * kMaxViewTimeoutMs;
/// And each further one: an interval, and views of members that are stopped.
constexpr std::uint64_t kNextBlockMs = 30'000;
/// A run that plans more than this goes in circles.
constexpr std::uint64_t kMaxEvents = 20'000'000;

TestNetwork networkOf(std::uint32_t members, const Scenario& scenario) {
    TestNetwork network = testNetwork(members, kUsers + scenario.joins);
    NetworkParams params = network.network.params;
    params.blockIntervalMs = scenario.blockIntervalMs;
    params.viewTimeoutMs = scenario.viewTimeoutMs;
    params.epochSlots = scenario.epochSlots;
    network.network = Network::make(params, network.network.genesis);
    return network;
}

}  // namespace

Simulation::Simulation(const RunOptions& options)
    : m_options(options),
      m_random(options.seed),
      m_scenario(Scenario::draw(options, m_random)),
      m_network(networkOf(options.members, m_scenario)),
      m_scheme(options.realCrypto ? ed25519() : fastScheme()),
      m_trace(options.printTrace),
      m_checkers(m_network.network, m_scheme),
      m_world{m_network.network, m_scheme, m_scenario, m_timeline, m_trace, m_checkers},
      m_payments(m_network, kUsers, m_scheme, m_scenario, m_random.split()),
      m_operators(m_network, m_scheme, m_scenario, Random(options.seed + 1)),
      m_impatient(m_network, m_scheme, Random(options.seed ^ 0x696d706174ULL)) {
    if (!options.point) return;
    m_crashes.emplace(*options.point, options.seed, options.members, m_world.rivals, m_world.peace);
    m_world.crashes = &*m_crashes;
}

Simulation::~Simulation() = default;

void Simulation::build() {
    Links::Handlers handlers;
    handlers.up = [this](NodeNumber at, NodeNumber peer, std::uint64_t connection) {
        m_nodes[at]->connected(peer, connection);
    };
    handlers.down = [this](NodeNumber at, std::uint64_t connection) {
        m_nodes[at]->disconnected(connection);
    };
    handlers.arrived = [this](NodeNumber at, NodeNumber from, std::uint64_t connection,
                              const Packet& packet) {
        m_nodes[at]->arrived(from, connection, packet);
    };
    drawFaulty();
    const std::uint32_t joining = m_options.members + kOnlookers;
    const std::uint32_t count = joining + m_scenario.joins;
    std::uint32_t twins = 0;
    for (const auto& [number, families] : m_liars) twins += families.contains(Family::Twins);
    m_links = std::make_unique<Links>(count + twins, m_scenario, m_timeline, m_random.split(),
                                      m_trace, std::move(handlers));
    for (std::uint32_t i = 0; i < m_options.members; ++i)
        m_world.keys[m_network.operators[i].publicKey()] = &m_network.operators[i];
    for (NodeNumber i = 0; i < count; ++i) {
        const SigningKey* key = i < m_options.members ? &m_network.operators[i] : nullptr;
        if (i >= joining) {
            key = &m_operators.newcomers()[i - joining].operatorKey;
            m_checkers.addOperator(i, key->publicKey());
            m_world.keys[key->publicKey()] = key;
        }
        addNode(i, key);
    }
    if (twins != 0) addTwins();
    m_trouble = std::make_unique<Trouble>(m_scenario, m_timeline, m_trace, *m_links, m_nodes,
                                          m_options.seed);
    m_trouble->begin(m_options.members);
}

/// At most f in all: those who are never there, and those who lie.
void Simulation::drawFaulty() {
    while (m_stopped.size() < m_scenario.stopped)
        m_stopped.insert(static_cast<NodeNumber>(m_random.below(m_options.members)));
    Random random(m_options.seed ^ 0x6c69617273ULL);
    for (const auto& families : m_scenario.liars) {
        NodeNumber number = m_options.members - 1;  // never the hermit
        while (m_liars.contains(number) || (!m_scenario.hermit && random.chance(700)))
            number = static_cast<NodeNumber>(random.below(m_options.members));
        m_liars.emplace(number, families);
    }
}

void Simulation::addNode(NodeNumber number, const SigningKey* key) {
    m_nodes.push_back(std::make_unique<Node>(number, key, m_world, *m_links, m_random.split()));
    Node& node = *m_nodes.back();
    if (number < m_scenario.farOff) node.setClockFarOff();
    if (const auto liar = m_liars.find(number); liar != m_liars.end()) {
        node.becomeLiar(liar->second);
        if (liar->second.contains(Family::Amnesia)) planAmnesia(node);
    }
    node.onDown([this, &node] { restartLater(node); });
    if (number < m_options.members && isHonest(number))
        m_operators.staysUp(static_cast<MemberIndex>(number));
    if (!isStopped(number)) m_timeline.after(m_random.below(200), [&node] { node.start(); });
}

/// The second instance of a key: the others hear one of the two, or both.
void Simulation::addTwins() {
    Random random(m_options.seed ^ 0x7477696e73ULL);
    const auto liars = m_liars;
    for (const auto& [first, families] : liars) {
        if (!families.contains(Family::Twins)) continue;
        const auto second = static_cast<NodeNumber>(m_nodes.size());
        m_trace.line(0, [&, one = first] {
            return "node " + std::to_string(second) + " has the key of node " + std::to_string(one);
        });
        m_liars.emplace(second, families);
        addNode(second, &m_network.operators[first]);
        m_links->forbid(first, second);
        for (NodeNumber other = 0; other < m_links->nodes(); ++other) {
            if (other == first || other == second || random.chance(200)) continue;
            m_links->forbid(random.chance(500) ? first : second, other);
        }
    }
}

/// Its disk is copied now and then, and put back at another time.
void Simulation::planAmnesia(Node& node) {
    m_timeline.after(1'000 + m_random.below(6'000), [this, &node] {
        if (m_world.peace) return;
        m_random.chance(500) ? node.keepBackup() : node.restoreBackup();
        planAmnesia(node);
    });
}

RunReport Simulation::run() {
    m_trace.line(0, [this] { return m_scenario.describe(); });
    if (m_scenario.pool != 0) m_checkers.expectSmallPools();
    build();
    planPayment();
    planRepeats();
    m_operators.plan();
    if (m_scenario.joins != 0) planOperators();
    if (m_scenario.impatientEveryMs != 0) planImpatience();

    const std::uint64_t troubleUntil = m_options.blocks * 2 / 3;
    const std::uint64_t troubleMs = m_options.blocks * m_scenario.blockIntervalMs * 2;
    std::uint64_t target = 0;
    std::uint64_t targetByMs = 0;
    std::uint64_t judged = 0;
    bool firstBlockSeen = false;
    bool beyond = false;
    while (!failed() && !m_timeline.empty() && m_timeline.planned() < kMaxEvents) {
        m_timeline.step();
        const std::uint64_t nowMs = m_timeline.nowMs();
        const std::uint64_t height = m_checkers.blocks().height();
        if (height > judged) {
            judged = height;
            beyond = tooManyFaulty();
            if (beyond) break;
        }
        if (!m_world.peace) {
            if (height < troubleUntil && nowMs < troubleMs) continue;
            makePeace();
            target = height + 1;
            targetByMs = nowMs + kFirstBlockMs;
        }
        if (everybodyIsAt(target)) {
            if (!firstBlockSeen) {
                firstBlockSeen = true;
                const std::uint64_t last = std::max<std::uint64_t>(m_options.blocks, height + 2);
                targetByMs = nowMs + (last - target + 2) * kNextBlockMs;
                target = last;
            } else {
                m_paying = false;
                if (nothingIsOpen()) break;
            }
        }
        if (nowMs > targetByMs) m_checkers.fail("liveness: " + whatIsMissing(target));
    }
    if (m_timeline.planned() >= kMaxEvents) m_checkers.fail("liveness: too many events");

    if (m_crashes && m_crashes->isIncomplete())
        m_checkers.fail("crash points: something signed is stored that is none of them");

    RunReport report;
    report.failure = m_checkers.failure();
    report.traceDigest = m_trace.digest();
    report.virtualMs = m_timeline.nowMs();
    report.height = m_checkers.blocks().height();
    report.payments = m_payments.made();
    report.evidence = m_checkers.evidence().count();
    report.liars = m_scenario.liars.size();
    report.beyond = beyond;
    if (m_crashes) {
        report.deaths = m_crashes->reached();
        report.again = m_crashes->again();
    }
    for (const auto& node : m_nodes) report.disks.add(node->diskReport());
    const RegistryModel& model = m_checkers.members().model();
    for (std::uint64_t height = 1; height <= model.height(); ++height)
        if (model.membersAt(height) != model.membersAt(height + 1)) ++report.changes;
    for (const Payment& payment : m_payments.all())
        report.finals += m_checkers.finality().isFinal(payment.id) ? 1U : 0U;
    return report;
}

// ---- faults -------------------------------------------------------------------------------

void Simulation::restartLater(Node& node) {
    m_timeline.after(m_trouble->downMs(), [&node] {
        if (!node.up()) node.start();
    });
}

void Simulation::makePeace() {
    m_trace.line(m_timeline.nowMs(), [] { return "---- no more faults ----"; });
    m_world.peace = true;
    m_checkers.onPeace();
    m_trouble->end();
    m_links->becomeReliable();
    for (const auto& node : m_nodes) {
        node->becomeReliable();
        if (!node->up() && !isStopped(node->number())) restartLater(*node);
    }
}

// ---- clients ------------------------------------------------------------------------------

Node* Simulation::anyNodeUp() {
    const auto start = static_cast<std::size_t>(m_random.below(m_nodes.size()));
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        Node* node = m_nodes[(start + i) % m_nodes.size()].get();
        if (node->up()) return node;
    }
    return nullptr;
}

void Simulation::submit(const Payment& payment, Node* to) {
    m_checkers.onPayment(payment.tx);
    m_trace.mix(payment.id);
    if (to) to->submit(payment.tx);
}

void Simulation::planPayment() {
    m_timeline.after(m_random.between(1, 2 * m_scenario.paymentEveryMs), [this] {
        if (!m_paying || m_payments.made() >= m_options.payments) return;
        const auto made = m_payments.next();
        if (made.size() == 2) {
            m_world.rivals[made[0].id] = made[1].id;
            m_world.rivals[made[1].id] = made[0].id;
        }
        if (made.size() == 2 && m_payments.splits()) {
            submitSplit(made);
        } else {
            Node* before = nullptr;
            for (const Payment& payment : made) {
                Node* to = anyNodeUp();
                if (to == before) to = anyNodeUp();  // the sides of a conflict go two ways, mostly
                submit(payment, to);
                before = to;
            }
        }
        planPayment();
    });
}

/// Each node hears of one side first: the votes are split as nobody's network would split them.
void Simulation::submitSplit(const std::vector<Payment>& sides) {
    std::uint64_t mask = m_payments.splitMask();
    for (const auto& node : m_nodes) {
        const Payment& side = sides[mask % 2];
        mask /= 2;
        submit(side, node->up() ? node.get() : nullptr);
    }
}

/// A wallet offers again what is not in a block: its node may have lost it in a crash.
void Simulation::planRepeats() {
    m_timeline.after(3'000, [this] {
        for (const Payment* payment : m_payments.open(m_checkers.blocks()))
            submit(*payment, anyNodeUp());
        planRepeats();
    });
}

void Simulation::planOperators() {
    m_timeline.after(1'000, [this] {
        for (const Transaction& tx :
             m_operators.due(m_checkers.members().model(), m_timeline.nowMs())) {
            m_trace.mix(tx.id());
            if (Node* to = anyNodeUp()) to->submit(tx);
        }
        planOperators();
    });
}

void Simulation::planImpatience() {
    m_timeline.after(m_scenario.impatientEveryMs, [this] {
        if (m_world.peace) return;
        planImpatience();
        const auto tx = m_impatient.next(m_checkers.blocks());
        Node& to = *m_impatient.random().pick(m_nodes);
        if (!tx || !to.up()) return;
        m_checkers.onPayment(*tx, false);
        m_trace.mix(tx->id());
        to.submit(*tx);
    });
}

/// Members that are away for long are suspended, and f is then that of a smaller set: what is promised
/// for f faulty ones is promised no more.
bool Simulation::tooManyFaulty() const {
    const std::uint64_t next = m_checkers.members().height() + 1;
    std::uint32_t faulty = 0;
    for (NodeNumber node = 0; node < m_options.members; ++node)
        if (m_checkers.members().isMember(next, node))
            faulty += !isHonest(node) || node < m_scenario.farOff ? 1U : 0U;
    const auto members =
        static_cast<std::uint32_t>(m_checkers.members().model().membersAt(next).size());
    return faulty > members - membersNeeded(members);
}

// ---- the end ------------------------------------------------------------------------------

bool Simulation::everybodyIsAt(std::uint64_t height) const {
    for (const auto& node : m_nodes)
        if (isHonest(node->number()) && (!node->up() || node->height() < height)) return false;
    return true;
}

bool Simulation::nothingIsOpen() {
    if (!m_payments.open(m_checkers.blocks()).empty()) return false;
    if (!m_operators.done(m_checkers.members().model())) return false;
    for (const auto& node : m_nodes)
        if (isHonest(node->number()) && node->up() && node->status().poolCount != 0) return false;
    return true;
}

std::string Simulation::whatIsMissing(std::uint64_t height) {
    std::string missing;
    for (const auto& node : m_nodes) {
        if (!isHonest(node->number())) continue;
        const std::string who = "node " + std::to_string(node->number());
        if (!node->up()) {
            missing += who + " is down; ";
            continue;
        }
        const CoreStatus status = node->status();
        if (status.height < height)
            missing += who + " is at height " + std::to_string(status.height) + ", view " +
                       std::to_string(status.view) + (status.signingAllowed ? "" : ", silent") +
                       "; ";
        else if (status.poolCount != 0)
            missing += who + " still has " + std::to_string(status.poolCount) + " payments; ";
    }
    const auto open = m_payments.open(m_checkers.blocks());
    if (!open.empty())
        missing += std::to_string(open.size()) + " payments are neither in a block nor impossible" +
                   ", the first is " + toHex(open.front()->id) + "; ";
    if (!m_operators.done(m_checkers.members().model()))
        missing += "a registration or a retirement is in no block; ";
    return missing + "everybody should be at height " + std::to_string(height) + " by now";
}

}  // namespace timecoin::sim
