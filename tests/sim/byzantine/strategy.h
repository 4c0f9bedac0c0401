// One way to lie. A liar runs the real core; what the core says passes through its strategies on the
// way to each peer, and now and then they say something of their own. Nothing here is judged by the
// checkers: they watch what the honest ones make of it.
#pragma once

#include "node/core/node_core.h"
#include "node/storage/storage.h"
#include "tests/sim/random.h"
#include "tests/sim/scenario.h"
#include "tests/sim/timeline.h"
#include "tests/support/registry_model.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace timecoin::sim {

using Messages = std::vector<wire::Message>;

/// What a liar knows. All of it outlives the liar.
struct Ground {
    const SigningKey& key;
    const SignatureScheme& scheme;
    const Network& network;
    const RegistryModel& members;
    const Timeline& timeline;
    const std::map<Hash, Hash>& rivals;        ///< the two sides of every conflict
    std::function<const ChainStore&()> store;  ///< its own, while it is up
    std::function<const NodeCore*()> core;     ///< null while it is down
    const bool& peace;
    bool quietOnlyInPeace = false;  ///< while there are faults it does as it should
};

class Strategy {
public:
    explicit Strategy(const Ground& ground, Random random) : m_ground(ground), m_random(random) {}
    virtual ~Strategy() = default;
    Strategy(const Strategy&) = delete;
    Strategy& operator=(const Strategy&) = delete;

    /// What `peer` is told instead of `message`. `own`: it is a statement of this liar's key.
    virtual Messages told(const wire::Message& message, bool own, std::uint32_t peer) = 0;
    /// Something arrived.
    virtual void heard(const wire::Message&) {}
    /// What it says to `peer` unasked, several times a second.
    virtual Messages unasked(std::uint32_t) { return {}; }

protected:
    const Ground& m_ground;
    Random m_random;
};

/// One per family, each in the file of its name.
std::unique_ptr<Strategy> makeEquivocate(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeSilent(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeSelective(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeReplay(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeMutate(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeWithhold(const Ground& ground, Random random);
std::unique_ptr<Strategy> makePropose(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeSpoil(const Ground& ground, Random random);
std::unique_ptr<Strategy> makeAccuse(const Ground& ground, Random random);
/// Null for Twins and Amnesia: they say what their cores say, and lie by how they run.
std::unique_ptr<Strategy> makeStrategy(Family family, const Ground& ground, Random random);

// ---- for those who forge -------------------------------------------------------------------

/// Where a statement stands; null for a message that is none.
const StatementHeader* headerIn(const wire::Message& message);
StatementHeader* headerIn(wire::Message& message);
/// With this key's signature on what it says now.
template <class S>
S resigned(S statement, const Ground& ground) {
    statement.signature =
        ground.scheme.sign(ground.key, signingBytes(statement, ground.network.genesisHash));
    return statement;
}
/// The statement in it signed anew; other messages stay as they are.
void resign(wire::Message& message, const Ground& ground);

}  // namespace timecoin::sim
