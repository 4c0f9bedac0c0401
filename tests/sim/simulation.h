// One run: a seed, a network of nodes, a time of faults, a time of peace, and what was found.
#pragma once

#include "tests/sim/clients/impatient.h"
#include "tests/sim/clients/operators.h"
#include "tests/sim/clients/payments.h"
#include "tests/sim/faults/crash_plan.h"
#include "tests/sim/faults/trouble.h"
#include "tests/sim/node.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace timecoin::sim {

struct RunReport {
    std::optional<std::string> failure;  ///< a checker's sentence
    std::uint64_t traceDigest = 0;
    std::uint64_t virtualMs = 0;
    std::uint64_t height = 0;
    std::uint64_t payments = 0;
    std::uint64_t finals = 0;
    std::uint64_t changes = 0;   ///< of the set of members
    std::uint64_t evidence = 0;  ///< in blocks
    std::uint64_t liars = 0;
    DiskReport disks;     ///< of all nodes together
    bool beyond = false;  ///< ended early: by the rules' own doing more than f members were faulty
    std::uint64_t deaths = 0;  ///< at RunOptions::point
    std::uint64_t again = 0;   ///< while starting again after one
};

class Simulation {
public:
    explicit Simulation(const RunOptions& options);
    ~Simulation();
    RunReport run();

private:
    void build();
    bool failed() const { return m_checkers.failure().has_value(); }
    void drawFaulty();
    void addNode(NodeNumber number, const SigningKey* key);
    void addTwins();
    void planAmnesia(Node& node);
    void restartLater(Node& node);
    void planPayment();
    void submitSplit(const std::vector<Payment>& sides);
    void planRepeats();
    void planOperators();
    void planImpatience();
    void submit(const Payment& payment, Node* to);
    Node* anyNodeUp();
    void makePeace();
    bool isStopped(NodeNumber node) const { return m_stopped.contains(node); }
    /// Of a stopped member or a liar nothing is expected.
    bool isHonest(NodeNumber node) const { return !isStopped(node) && !m_liars.contains(node); }
    bool tooManyFaulty() const;
    bool everybodyIsAt(std::uint64_t height) const;
    bool nothingIsOpen();
    std::string whatIsMissing(std::uint64_t height);

    RunOptions m_options;
    Random m_random;
    Scenario m_scenario;
    TestNetwork m_network;
    const SignatureScheme& m_scheme;
    Timeline m_timeline;
    Trace m_trace;
    Checkers m_checkers;
    World m_world;
    Payments m_payments;
    Operators m_operators;
    Impatient m_impatient;
    std::unique_ptr<Links> m_links;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::set<NodeNumber> m_stopped;
    std::map<NodeNumber, std::set<Family>> m_liars;  // twins have numbers of their own
    std::unique_ptr<Trouble> m_trouble;
    std::optional<CrashPlan> m_crashes;
    bool m_paying = true;
};

}  // namespace timecoin::sim
