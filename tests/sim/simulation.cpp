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
      m_operators(m_network, m_scheme, m_scenario, Random(options.seed + 1)) {}

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
    const std::uint32_t joining = m_options.members + kOnlookers;
    const std::uint32_t count = joining + m_scenario.joins;
    m_links = std::make_unique<Links>(count, m_scenario, m_timeline, m_random.split(), m_trace,
                                      std::move(handlers));
    while (m_stopped.size() < m_scenario.stopped)
        m_stopped.insert(static_cast<NodeNumber>(m_random.below(m_options.members)));
    while (m_options.equivocators && m_liars.size() < (m_options.members - 1) / 3)
        m_liars.insert(static_cast<NodeNumber>(m_random.below(m_options.members)));
    for (NodeNumber i = 0; i < count; ++i) {
        const SigningKey* key = i < m_options.members ? &m_network.operators[i] : nullptr;
        if (i >= joining) {
            key = &m_operators.newcomers()[i - joining].operatorKey;
            m_checkers.addOperator(i, key->publicKey());
        }
        m_nodes.push_back(std::make_unique<Node>(i, key, m_world, *m_links, m_random.split()));
        Node& node = *m_nodes.back();
        if (i < m_scenario.farOff) node.setClockFarOff();
        if (m_liars.contains(i)) node.becomeLiar();
        node.onDown([this, &node] { restartLater(node); });
        if (i < m_options.members && isHonest(i)) m_operators.staysUp(static_cast<MemberIndex>(i));
        if (!isStopped(i)) m_timeline.after(m_random.below(200), [&node] { node.start(); });
    }
}

RunReport Simulation::run() {
    m_trace.line(0, [this] { return m_scenario.describe(); });
    if (m_scenario.pool != 0) m_checkers.expectSmallPools();
    build();
    makeTrouble();
    planPayment();
    planRepeats();
    m_operators.plan();
    if (m_scenario.joins != 0) planOperators();

    const std::uint64_t troubleUntil = m_options.blocks * 2 / 3;
    const std::uint64_t troubleMs = m_options.blocks * m_scenario.blockIntervalMs * 2;
    std::uint64_t target = 0;
    std::uint64_t targetByMs = 0;
    bool firstBlockSeen = false;
    while (!failed() && !m_timeline.empty() && m_timeline.planned() < kMaxEvents) {
        m_timeline.step();
        const std::uint64_t nowMs = m_timeline.nowMs();
        const std::uint64_t height = m_checkers.blocks().height();
        if (!m_peace) {
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

    RunReport report;
    report.failure = m_checkers.failure();
    report.traceDigest = m_trace.digest();
    report.virtualMs = m_timeline.nowMs();
    report.height = m_checkers.blocks().height();
    report.payments = m_payments.made();
    const RegistryModel& model = m_checkers.members().model();
    for (std::uint64_t height = 1; height <= model.height(); ++height)
        if (model.membersAt(height) != model.membersAt(height + 1)) ++report.changes;
    for (const Payment& payment : m_payments.all())
        report.finals += m_checkers.finality().isFinal(payment.id) ? 1U : 0U;
    return report;
}

// ---- faults -------------------------------------------------------------------------------

void Simulation::makeTrouble() {
    planPartition();
    planCrash();
}

void Simulation::planPartition() {
    if (m_scenario.partitionEveryMs == 0) return;
    m_timeline.after(m_random.between(1, 2 * m_scenario.partitionEveryMs), [this] {
        if (m_peace) return;
        m_links->partition();
        m_timeline.after(m_random.between(100, m_scenario.partitionMs), [this] {
            if (m_peace) return;
            m_links->heal();
            planPartition();
        });
    });
}

void Simulation::planCrash() {
    if (m_scenario.crashEveryMs == 0) return;
    m_timeline.after(m_random.between(1, 2 * m_scenario.crashEveryMs), [this] {
        if (m_peace) return;
        if (m_random.chance(m_scenario.crashAll))
            for (const auto& node : m_nodes) node->crash("loses power with all others");
        else
            m_random.pick(m_nodes)->crash("loses power");
        planCrash();
    });
}

void Simulation::restartLater(Node& node) {
    const std::uint64_t delayMs = m_peace ? 100 : m_random.between(20, 20 + m_scenario.downMs);
    m_timeline.after(delayMs, [&node] {
        if (!node.up()) node.start();
    });
}

void Simulation::makePeace() {
    m_trace.line(m_timeline.nowMs(), [] { return "---- no more faults ----"; });
    m_peace = true;
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
        if (!m_paying) return;
        Node* before = nullptr;
        const auto made = m_payments.next();
        if (made.size() == 2) {
            m_world.rivals[made[0].id] = made[1].id;
            m_world.rivals[made[1].id] = made[0].id;
        }
        for (const Payment& payment : made) {
            Node* to = anyNodeUp();
            if (to == before) to = anyNodeUp();  // two sides of a conflict go two ways, mostly
            submit(payment, to);
            before = to;
        }
        planPayment();
    });
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
