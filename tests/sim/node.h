// One node of a run: its disk, which survives, and the core that runs on it until it crashes. Does
// for the core what engine and peer manager do in the program.
#pragma once

#include "node/core/node_core.h"
#include "tests/sim/byzantine/liar.h"
#include "tests/sim/checkers/checkers.h"
#include "tests/sim/disks/disk.h"
#include "tests/sim/disks/watched_log.h"
#include "tests/sim/faults/crash_plan.h"
#include "tests/sim/faults/links.h"
#include "tests/sim/known.h"

#include <map>
#include <memory>
#include <set>
#include <variant>

namespace timecoin::sim {

/// What all nodes of a run share.
struct World {
    const Network& network;
    const SignatureScheme& scheme;
    const Scenario& scenario;
    Timeline& timeline;
    Trace& trace;
    Checkers& checkers;
    std::map<Hash, Hash> rivals = {};                  ///< the two sides of every conflict
    std::map<PublicKey, const SigningKey*> keys = {};  ///< of operators
    bool peace = false;                                ///< no more faults
    CrashPlan* crashes = nullptr;  ///< kills processes at one point; null: chance does it
};

class Node {
public:
    /// `key` is null for an onlooker.
    Node(NodeNumber number, const SigningKey* key, World& world, Links& links, Random random);

    NodeNumber number() const { return m_number; }
    bool up() const { return m_core != nullptr; }
    /// Its wall clock is wrong by more than anybody forgives.
    void setClockFarOff();
    /// Its wall clock is wrong by this from now on.
    void setClock(std::int64_t offMs);
    /// From the start on it lies to its peers; nothing it says is judged.
    void becomeLiar(const std::set<Family>& families);
    /// Begins on what the disk holds.
    void start();
    /// Power lost: the core is gone, the disk stays.
    void crash(const std::string& why);
    /// The process does nothing for so long, and then everything that came meanwhile. `asleep`: the
    /// machine slept, and its monotonic clock with it.
    void pause(std::uint64_t forMs, bool asleep);
    /// Its disk as it is now, and the way back to it (Family::Amnesia).
    void keepBackup();
    void restoreBackup();
    /// Called when the node went down by itself: a planned crash or a failing disk.
    void onDown(std::function<void()> handler) { m_onDown = std::move(handler); }
    /// Disks do as they are told from here on.
    void becomeReliable() { m_disk->becomeReliable(); }

    void connected(NodeNumber peer, std::uint64_t connection);
    void disconnected(std::uint64_t connection);
    void arrived(NodeNumber from, std::uint64_t connection, const Packet& packet);
    void submit(const Transaction& tx);

    std::uint64_t height() const { return m_core->tip().header.height; }
    CoreStatus status() const { return m_core->status(now(), 0); }
    bool has(const Hash& id) const { return m_core->pooled(id) != nullptr; }
    DiskReport diskReport() const { return m_disk->report(); }

private:
    struct PeerState {
        NodeNumber node = 0;
        Known known;
    };
    struct Ready {
        std::uint64_t connection;
        std::uint64_t height;
    };
    struct Gone {
        std::uint64_t connection;
    };
    struct Arrived {
        std::uint64_t connection;
        wire::Message message;
    };
    struct Submitted {
        Transaction tx;
    };
    struct Woken {};
    using Input = std::variant<Ready, Gone, Arrived, Submitted, VerifyResult, Woken>;

    Instant now() const;
    FaultPlan storageFates();
    Status<StorageError> startCore();
    void fall(const std::string& why, Ending ending);
    void stopFor(const Fatal& fatal);
    void goOn();
    void fade();
    void enqueue(Input input);
    void turn();
    void feed(Input& input);
    void finishTurn();
    void beIdle();
    std::size_t deliveries(const Turn& turn) const;
    void dispatch(Turn& turn);
    bool mayLeave();
    void answer(const wire::Message& message, std::uint64_t connection, PeerState& peer);
    void gossip(const wire::Message& message);
    using Listeners = std::vector<std::pair<std::uint64_t, PeerState*>>;  // by connection
    void gossipTo(const wire::Message& message, const Listeners& peers);
    void planLies();
    void tell(const CoreEvent& event);
    void verify(std::vector<VerifyJob>& jobs);
    void planWake();
    std::string name() const { return "node " + std::to_string(m_number); }

    NodeNumber m_number;
    const SigningKey* m_key;
    World& m_world;
    Links& m_links;
    Random m_random;
    std::unique_ptr<Disk> m_disk;
    WatchedLog m_safety;
    std::function<void()> m_onDown;
    std::unique_ptr<Liar> m_lies;

    // of the running process
    std::unique_ptr<NodeCore> m_core;
    std::uint64_t m_boot = 0;
    std::uint64_t m_monotonicBaseMs = 0;
    std::int64_t m_skewMs = 0;
    std::map<std::uint64_t, PeerState> m_peers;  // by connection
    Known m_seen;
    std::optional<std::size_t> m_leaving;  // so many messages before it dies; nullopt: it lives
    std::vector<Input> m_inbox;
    bool m_turnPlanned = false;
    bool m_paused = false;
    std::optional<std::uint64_t> m_wakeAtMs;  // virtual
};

}  // namespace timecoin::sim
