#include "tests/sim/disks/file_disk.h"

#include "tests/sim/disks/whole_disk.h"

#include <array>

namespace timecoin::sim {

namespace {

using Fault = CrashDisk::Fault;

const std::string kChainFile = "chain";
const std::string kLogFile = "safety";
/// Writes and syncs of one operation of a store, about: what the scenario counts in.
constexpr std::uint64_t kOperationsOfStore = 8;
/// Opening what a crash has left takes about so many.
constexpr std::uint64_t kOperationsOfOpening = 60;
/// And the first so many reads of a process are those of its opening and of what comes then.
constexpr std::uint64_t kReadsOfOpening = 400;
constexpr std::size_t kRecountSteps = 64;

/// Caches so small that in twenty heights coins are written back, logs copied into their files, and
/// pages written before their transaction ends.
DatabaseOptions smallCaches(const CrashDisk& files, Random& random) {
    constexpr std::array<std::uint32_t, 3> kCachesKiB = {16, 128, 32'768};
    constexpr std::array<std::uint32_t, 3> kFrames = {5, 20, 150};
    DatabaseOptions options;
    options.vfs = files.name();
    options.cacheKiB = random.pick(kCachesKiB);
    options.coinCacheKiB = 1;
    options.coinsPerFlush = static_cast<std::uint32_t>(random.between(1, 20));
    options.checkpointFrames = random.pick(kFrames);
    return options;
}

}  // namespace

void DiskReport::add(const DiskReport& other) {
    powerLosses += other.powerLosses;
    kills += other.kills;
    closings += other.closings;
    diedStoring += other.diedStoring;
    errors += other.errors;
    operations += other.operations;
}

std::unique_ptr<Disk> makeDisk(const Network& network, const Scenario& scenario, Random& random,
                               FaultPlan fates) {
    if (scenario.files) return std::make_unique<FileDisk>(network, scenario, random.split());
    return std::make_unique<WholeDisk>(scenario, random, std::move(fates));
}

FileDisk::FileDisk(const Network& network, const Scenario& scenario, Random random)
    : m_network(network),
      m_scenario(scenario),
      m_random(random),
      m_files(m_random.next()),
      m_options(smallCaches(m_files, m_random)) {}

/// In the order of the engine.
Status<StorageError> FileDisk::open() {
    planFault();
    auto chain = SqliteChainStore::open(kChainFile, m_options);
    if (!chain) return fail(chain.error());
    m_chain = std::move(chain).value();
    if (auto status = m_chain->openGenesis(m_network); !status) return status;
    auto log = SqliteSafetyLog::open(kLogFile, m_options);
    if (!log) return fail(log.error());
    m_log = std::move(log).value();
    m_recount.emplace(*m_chain);
    return done();
}

/// One for the life of a process: it seldom outlives it.
void FileDisk::planFault() {
    constexpr std::array<Fault, 3> kErrors = {Fault::WriteError, Fault::SyncError, Fault::Full};
    Fault fault = Fault::None;
    std::uint64_t at = ~0ULL;
    const auto consider = [&](Fault candidate, std::uint32_t perMille) {
        if (perMille == 0) return;
        // As often as the scenario has it, whatever the operation of the store; or soon: the machine
        // may die again while it recovers, and a disk that fails once fails again.
        const bool soon = m_random.chance(200);
        const std::uint64_t most =
            soon ? kOperationsOfOpening : 2'000 * kOperationsOfStore / perMille;
        const std::uint64_t candidateAt = m_random.between(1, most);
        if (candidateAt >= at) return;
        fault = candidate;
        at = candidateAt;
    };
    if (!m_reliable) {
        consider(Fault::PowerLoss, m_scenario.crashInStore);
        consider(m_random.pick(kErrors), m_scenario.failInStore);
        if (m_random.chance(20 * m_scenario.failInRead)) {
            fault = Fault::ReadError;
            at = m_random.between(1, kReadsOfOpening);
        }
    }
    const bool ofLog = m_scenario.onlyStore >= static_cast<int>(StorageOperation::Append);
    m_files.plan(fault, at, m_scenario.onlyStore < 0 ? "" : ofLog ? kLogFile : kChainFile);
}

Status<StorageError> FileDisk::idle() {
    if (m_random.chance(500)) return done();  // not every turn is followed by one
    const auto waits = m_chain->writeBack();
    if (!waits) return fail(waits.error());
    if (!m_recount) return done();
    const auto more = m_recount->advance(kRecountSteps);
    if (!more) return fail(more.error());
    if (!more.value()) m_recount.reset();
    return done();
}

std::string FileDisk::close(Ending ending) {
    const bool inStore = died();
    // Asked to stop and in time: its files are closed, and then perhaps the power goes all the same.
    const bool tidy = !inStore && (ending == Ending::Stop || m_random.chance(100));
    if (m_files.happened() && !inStore) ++m_report.errors;
    m_report.operations += m_files.operations();
    if (!tidy && !inStore) m_files.plan(Fault::PowerLoss, 1);  // nothing is written by closing
    m_recount.reset();
    m_log.reset();
    m_chain.reset();
    const bool power = m_random.chance(ending == Ending::Stop ? 300 : 700);
    power ? m_files.powerLoss() : m_files.restart();
    ++(power ? m_report.powerLosses : m_report.kills);
    m_report.closings += tidy ? 1U : 0U;
    m_report.diedStoring += inStore ? 1U : 0U;
    return std::string(tidy ? "files closed, " : "") +
           (power ? "what was not synced may be lost" : "what was written stays");
}

void FileDisk::becomeReliable() {
    m_reliable = true;
    if (died()) return;
    m_report.operations += m_files.operations();
    m_files.plan(Fault::None, 0);
}

DiskReport FileDisk::report() const {
    DiskReport report = m_report;
    report.operations += m_files.operations();  // of the running process
    return report;
}

}  // namespace timecoin::sim
