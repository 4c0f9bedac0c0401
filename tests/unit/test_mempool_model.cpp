// The pool against a model that keeps a plain list and looks at all of it for every answer
// (R-POOL-1..6).
#include "node/mempool/mempool.h"
#include "tests/support/pool_transfers.h"
#include "tests/support/properties.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

using DroppedIds = std::vector<std::pair<Hash, TxError>>;

class Model {
public:
    Model(std::size_t maxCount, std::uint64_t maxBytes)
        : m_maxCount(maxCount),
          m_maxBytes(maxBytes) {}

    std::optional<TxError> add(const TransactionPtr& transfer, std::uint64_t nowMs) {
        if (find(transfer->id)) return TxError::AlreadyKnown;
        if (!pinned.contains(transfer->id)) {
            for (const OutPoint& input : transfer->tx.inputs)
                if (spendersOf(input).size() >= 4) return TxError::Crowded;
            if (!isDearer(rateOf(transfer), floorAt(nowMs))) return TxError::PoolFull;
            const auto victims = victimsFor(transfer);
            if (!victims) return TxError::PoolFull;
            if (!victims->empty()) raiseFloor(victims->back().second, nowMs);
            for (const auto& [id, worth] : *victims) drop(id, TxError::PoolFull);
        }
        entries.push_back({transfer, nowMs});
        return std::nullopt;
    }

    void drop(const Hash& id, TxError reason) {
        if (!find(id)) return;
        const std::set<Hash> gone = familyOf(id);
        for (const Hash& one : gone)
            dropped.emplace_back(one, one == id ? reason : TxError::MissingCoin);
        std::erase_if(entries, [&](const Entry& entry) { return gone.contains(entry.tx->id); });
    }

    void onCommitted(const std::set<Hash>& ids, std::set<OutPoint> gone) {
        for (const Hash& id : ids)
            if (const Entry* entry = find(id))
                gone.insert(entry->tx->tx.inputs.begin(), entry->tx->tx.inputs.end());
        std::erase_if(entries, [&](const Entry& entry) { return ids.contains(entry.tx->id); });
        for (const OutPoint& outpoint : gone)
            for (const Hash& id : spendersOf(outpoint)) drop(id, TxError::Conflict);
    }

    void expireBefore(std::uint64_t ms) {
        std::set<std::pair<std::uint64_t, Hash>> old;
        for (const Entry& entry : entries)
            if (entry.addedMs < ms && !held(entry.tx->id)) old.emplace(entry.addedMs, entry.tx->id);
        for (const auto& [addedMs, id] : old) drop(id, TxError::Expired);
    }

    void setPinned(const std::vector<Hash>& ids, std::uint64_t nowMs) {
        pinned = {ids.begin(), ids.end()};
        while (!fits({}, {})) {
            const auto [id, worth] = worstFirst().front();
            raiseFloor(worth, nowMs);
            drop(id, TxError::PoolFull);
        }
    }

    /// Looks at every package before each step.
    std::vector<TransactionPtr> inOrder(std::set<Hash> placed = {},
                                        const std::set<Hash>& excluded = {}) const {
        for (const Hash& id : excluded)
            for (const Hash& gone : familyOf(id)) placed.insert(gone);
        std::vector<TransactionPtr> order;
        for (;;) {
            std::optional<Package> best;
            for (const Entry& entry : entries) {
                if (placed.contains(entry.tx->id)) continue;
                Package package = packageOf(entry.tx, placed);
                if (package.members.size() > 25) continue;
                const bool better =
                    !best || isDearer(package.worth, best->worth) ||
                    (!isDearer(best->worth, package.worth) && entry.tx->id < best->last);
                if (better) best = std::move(package);
            }
            if (!best) return order;
            std::vector<std::pair<std::size_t, Hash>> members;
            for (const Hash& id : best->members)
                members.emplace_back(packageOf(find(id)->tx, placed).members.size(), id);
            std::sort(members.begin(), members.end());
            for (const auto& [depth, id] : members) {
                order.push_back(find(id)->tx);
                placed.insert(id);
            }
        }
    }

    std::set<Hash> rivalsOf(const TransactionPtr& transfer) const {
        std::set<Hash> rivals;
        for (const OutPoint& input : transfer->tx.inputs)
            for (const Hash& id : spendersOf(input)) rivals.insert(id);
        rivals.erase(transfer->id);
        return rivals;
    }
    std::uint64_t bytes() const {
        std::uint64_t sum = 0;
        for (const Entry& entry : entries) sum += entry.tx->size;
        return sum;
    }
    bool contested() const {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const Entry& entry) { return !rivalsOf(entry.tx).empty(); });
    }

    bool belowHalf() const {
        std::size_t count = 0;
        std::uint64_t sum = 0;
        for (const Entry& entry : entries) {
            if (held(entry.tx->id)) continue;
            ++count;
            sum += entry.tx->size;
        }
        return count * 2 < m_maxCount && sum * 2 < m_maxBytes;
    }
    /// (fee, bytes); the floor is forgotten when it is looked at below half.
    using Rate = std::pair<std::uint64_t, std::uint64_t>;
    Rate floorAt(std::uint64_t nowMs) {
        if (belowHalf()) m_floor = {0, 1};
        Rate floor = m_floor;
        for (std::uint64_t ms = m_floorMs + 600'000; ms <= nowMs; ms += 600'000) floor.first /= 2;
        return floor;
    }

    struct Entry {
        TransactionPtr tx;
        std::uint64_t addedMs;
    };
    std::vector<Entry> entries;  // in the order of their coming
    std::set<Hash> pinned;
    DroppedIds dropped;

private:
    const Entry* find(const Hash& id) const {
        for (const Entry& entry : entries)
            if (entry.tx->id == id) return &entry;
        return nullptr;
    }
    std::vector<Hash> spendersOf(const OutPoint& outpoint) const {
        std::vector<Hash> ids;
        for (const Entry& entry : entries)
            for (const OutPoint& input : entry.tx->tx.inputs)
                if (input == outpoint) ids.push_back(entry.tx->id);
        return ids;
    }
    std::set<Hash> parentsOf(const TransactionPtr& transfer) const {
        std::set<Hash> parents;
        for (const OutPoint& input : transfer->tx.inputs)
            if (find(input.txid)) parents.insert(input.txid);
        return parents;
    }
    /// Itself and everything that descends from it.
    std::set<Hash> familyOf(const Hash& id) const {
        std::set<Hash> family{id};
        for (bool grew = true; grew;) {
            grew = false;
            for (const Entry& entry : entries)
                for (const Hash& parent : parentsOf(entry.tx))
                    if (family.contains(parent)) grew |= family.insert(entry.tx->id).second;
        }
        return family;
    }
    bool held(const Hash& id) const {
        const auto family = familyOf(id);
        return std::any_of(family.begin(), family.end(),
                           [&](const Hash& one) { return pinned.contains(one); });
    }
    /// By cross multiplication (the fees here are small).
    static bool isDearer(const Rate& a, const Rate& b) {
        return a.first * b.second > b.first * a.second;
    }
    static Rate rateOf(const TransactionPtr& transfer) {
        return {transfer->fee.satoshi(), transfer->size};
    }
    Rate rateOf(const std::set<Hash>& ids) const {
        Rate all{0, 0};
        for (const Hash& id : ids) {
            all.first += find(id)->tx->fee.satoshi();
            all.second += find(id)->tx->size;
        }
        return all;
    }

    struct Package {
        Hash last;
        std::set<Hash> members;  // with its last
        Rate worth;
    };
    Package packageOf(const TransactionPtr& last, const std::set<Hash>& placed) const {
        Package package{last->id, {}, {}};
        std::vector<Hash> next{last->id};
        while (!next.empty()) {
            const Hash id = next.back();
            next.pop_back();
            if (placed.contains(id) || !package.members.insert(id).second) continue;
            for (const Hash& parent : parentsOf(find(id)->tx)) next.push_back(parent);
        }
        package.worth = rateOf(package.members);
        return package;
    }

    /// Who may leave, and what each is worth with its descendants.
    std::vector<std::pair<Hash, Rate>> worstFirst() const {
        std::vector<std::tuple<Rate, std::size_t, Hash>> all;
        for (const Entry& entry : entries) {
            const auto family = familyOf(entry.tx->id);
            if (family.size() <= 25 && !held(entry.tx->id))
                all.emplace_back(rateOf(family), family.size(), entry.tx->id);
        }
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
            const auto& [rateA, sizeA, idA] = a;
            const auto& [rateB, sizeB, idB] = b;
            if (isDearer(rateA, rateB) || isDearer(rateB, rateA)) return isDearer(rateB, rateA);
            return sizeA != sizeB ? sizeA < sizeB : idB < idA;
        });
        std::vector<std::pair<Hash, Rate>> victims;
        for (const auto& [rate, size, id] : all) victims.emplace_back(id, rate);
        return victims;
    }
    bool fits(const TransactionPtr& extra, const std::set<Hash>& gone) const {
        std::size_t count = extra ? 1 : 0;
        std::uint64_t sum = extra ? extra->size : 0;
        for (const Entry& entry : entries) {
            if (held(entry.tx->id) || gone.contains(entry.tx->id)) continue;
            ++count;
            sum += entry.tx->size;
        }
        return count <= m_maxCount && sum <= m_maxBytes;
    }
    std::optional<std::vector<std::pair<Hash, Rate>>> victimsFor(
        const TransactionPtr& transfer) const {
        std::vector<std::pair<Hash, Rate>> victims;
        std::set<Hash> gone;
        const auto parents = parentsOf(transfer);
        for (const auto& [id, worth] : worstFirst()) {
            if (fits(transfer, gone)) break;
            if (!isDearer(rateOf(transfer), worth)) return std::nullopt;
            const auto family = familyOf(id);
            if (gone.contains(id) ||
                std::any_of(parents.begin(), parents.end(),
                            [&](const Hash& parent) { return family.contains(parent); }))
                continue;
            victims.emplace_back(id, worth);
            gone.insert(family.begin(), family.end());
        }
        if (!fits(transfer, gone)) return std::nullopt;
        return victims;
    }
    void raiseFloor(const Rate& worth, std::uint64_t nowMs) {
        Rate floor = m_floor;
        for (std::uint64_t ms = m_floorMs + 600'000; ms <= nowMs; ms += 600'000) floor.first /= 2;
        m_floor = isDearer(worth, floor) ? worth : floor;
        m_floorMs = nowMs;
    }

    Rate m_floor{0, 1};
    std::uint64_t m_floorMs = 0;
    std::size_t m_maxCount;
    std::uint64_t m_maxBytes;
};

std::vector<TransactionPtr> drawTransfers(std::size_t count) {
    std::vector<TransactionPtr> all;
    while (all.size() < count) {
        TransferSpec spec;
        std::set<OutPoint> inputs;
        const auto wanted = *rc::gen::inRange(1, 4);
        for (int i = 0; i < wanted; ++i) {
            if (all.empty() || *rc::gen::inRange(0, 2) == 0)
                inputs.insert(testOutPoint(*rc::gen::inRange<std::uint32_t>(0, 12)));
            else
                inputs.insert(outputOf(all[*rc::gen::inRange<std::size_t>(0, all.size())],
                                       *rc::gen::inRange<std::uint32_t>(0, 3)));
        }
        spec.inputs = {inputs.begin(), inputs.end()};
        spec.feeSatoshi = *rc::gen::inRange<std::uint64_t>(1, 30) * 100;
        spec.memoBytes = *rc::gen::element(0U, 0U, 50U, 500U);
        spec.memoFill = static_cast<std::uint8_t>(all.size());
        const auto made = makeTransfer(spec);
        if (std::none_of(all.begin(), all.end(),
                         [&](const TransactionPtr& one) { return one->id == made->id; }))
            all.push_back(made);
    }
    return all;
}

/// Mostly one long family: more than a package holds.
std::vector<TransactionPtr> drawFamily(std::size_t count) {
    std::vector<TransactionPtr> all{makeTransfer({{testOutPoint(1)}, 1'000, 3, 0, 0})};
    while (all.size() < count) {
        const auto near = [&] {
            const auto back = *rc::gen::weightedElement<std::size_t>({{6, 1}, {1, 2}, {1, 5}});
            return outputOf(all[all.size() - std::min(back, all.size())],
                            *rc::gen::inRange<std::uint32_t>(0, 3));
        };
        std::set<OutPoint> inputs{near()};
        if (*rc::gen::inRange(0, 4) == 0) inputs.insert(near());
        const auto fee = *rc::gen::inRange<std::uint64_t>(1, 30) * 100;
        const auto made = makeTransfer({{inputs.begin(), inputs.end()}, fee, 3, 0, 0});
        if (std::none_of(all.begin(), all.end(),
                         [&](const TransactionPtr& one) { return one->id == made->id; }))
            all.push_back(made);
    }
    return all;
}

std::vector<Hash> drawSome(const std::vector<TransactionPtr>& transfers) {
    std::vector<Hash> ids;
    for (const TransactionPtr& one : transfers)
        if (*rc::gen::inRange(0, 5) == 0) ids.push_back(one->id);
    return ids;
}

DroppedIds sorted(DroppedIds dropped) {
    std::sort(dropped.begin(), dropped.end());
    return dropped;
}

void compare(Mempool& pool, Model& model, const std::vector<TransactionPtr>& transfers,
             std::uint64_t nowMs) {
    DroppedIds dropped;
    for (const Dropped& one : pool.takeDropped())
        dropped.emplace_back(one.transfer->id, one.reason);
    RC_ASSERT(sorted(dropped) == sorted(std::exchange(model.dropped, {})));
    RC_ASSERT(pool.count() == model.entries.size());
    RC_ASSERT(pool.bytes() == model.bytes());
    RC_ASSERT(pool.inOrder() == model.inOrder());
    const FeeRate floor = pool.floor({nowMs, 0});
    const auto [fee, bytes] = model.floorAt(nowMs);
    RC_ASSERT((floor == FeeRate{fee, static_cast<std::uint32_t>(bytes)}));
    RC_ASSERT(pool.oldestConflictMs().has_value() == model.contested());
    for (const TransactionPtr& one : transfers) {
        const bool here = std::any_of(model.entries.begin(), model.entries.end(),
                                      [&](const Model::Entry& entry) { return entry.tx == one; });
        RC_ASSERT((pool.byId(one->id) == one) == here);
        RC_ASSERT((pool.byFullHash(one->fullHash) == one) == here);
        RC_ASSERT(pool.coin(outputOf(one)).has_value() == here);
        const auto rivals = model.rivalsOf(one);
        RC_ASSERT(pool.conflictsOf(*one) == std::vector<Hash>(rivals.begin(), rivals.end()));
    }
}

void runOnePool() {
    const auto transfers = drawTransfers(24);
    const auto maxCount = *rc::gen::inRange<std::uint32_t>(1, 12);
    const auto maxBytes = *rc::gen::element<std::uint64_t>(900, 2'000, 4'000, 1'000'000);
    Mempool pool(maxCount, maxBytes);
    Model model(maxCount, maxBytes);
    const auto any = [&] { return transfers[*rc::gen::inRange<std::size_t>(0, transfers.size())]; };
    const auto steps = *rc::gen::inRange(10, 60);
    std::uint64_t nowMs = 0;
    const auto longest = *rc::gen::element<std::uint64_t>(10, 10, 400'000);
    for (int step = 0; step < steps; ++step) {
        nowMs += *rc::gen::inRange<std::uint64_t>(0, longest);
        switch (*rc::gen::weightedElement<int>({{14, 0}, {2, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}})) {
        case 0: {
            const auto one = any();
            RC_ASSERT(pool.add(one, {nowMs, 0}) == model.add(one, nowMs));
            break;
        }
        case 1: {
            const auto ids = drawSome(transfers);
            if (*rc::gen::arbitrary<bool>()) {
                pool.pin(ids);
                model.pinned.insert(ids.begin(), ids.end());
                break;
            }
            pool.setPinned(ids, {nowMs, 0});
            model.setPinned(ids, nowMs);
            break;
        }
        case 2: {
            const auto some = drawSome(transfers);
            const std::set<Hash> ids(some.begin(), some.end());
            const auto spent = any()->tx.inputs;
            pool.onCommitted(ids, {spent.begin(), spent.end()});
            model.onCommitted(ids, {spent.begin(), spent.end()});
            break;
        }
        case 3: {
            const auto one = any();
            pool.drop(one->id, TxError::Conflict);
            model.drop(one->id, TxError::Conflict);
            break;
        }
        case 4: {
            const auto chosenIds = drawSome(transfers);
            const auto excludedIds = drawSome(transfers);
            const std::set<Hash> chosen(chosenIds.begin(), chosenIds.end());
            const std::set<Hash> excluded(excludedIds.begin(), excludedIds.end());
            RC_ASSERT(pool.inOrder(chosen, excluded) == model.inOrder(chosen, excluded));
            break;
        }
        default: {
            pool.expireOlderThan(60, {nowMs, 0});
            if (nowMs >= 60) model.expireBefore(nowMs - 60 + 1);
            break;
        }
        }
        compare(pool, model, transfers, nowMs);
    }
}

/// A full pool of one family, in which every newcomer has somebody leave.
void runOneFamily() {
    const auto transfers = drawFamily(36);
    Mempool pool(31, 1'000'000);
    Model model(31, 1'000'000);
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        RC_ASSERT(pool.add(transfers[i], {i, 0}) == model.add(transfers[i], i));
        if (i % 8 == 7) compare(pool, model, transfers, i);
    }
    for (std::uint32_t i = 0; i < 6; ++i) {
        const auto lone = makeTransfer({{testOutPoint(100 + i)}, 800 + 300 * i, 3, 0, 0});
        RC_ASSERT(pool.add(lone, {50, 0}) == model.add(lone, 50));
    }
    compare(pool, model, transfers, 50);
    // From the front, as blocks do; or from the middle, as only a test does.
    const auto first = *rc::gen::inRange<std::size_t>(0, 3);
    std::set<Hash> committed;
    for (std::size_t i = first; i < first + 8; ++i) committed.insert(transfers[i]->id);
    pool.onCommitted(committed, {});
    model.onCommitted(committed, {});
    compare(pool, model, transfers, 51);
    for (std::uint32_t i = 0; i < 12; ++i) {
        const auto lone = makeTransfer({{testOutPoint(200 + i)}, 1'400 + 300 * i, 3, 0, 0});
        RC_ASSERT(pool.add(lone, {52, 0}) == model.add(lone, 52));
    }
    compare(pool, model, transfers, 52);
}

}  // namespace

class TestMempoolModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void agreesWithTheModel() { QVERIFY(holds(runOnePool, 250)); }
    void longFamiliesAgree() { QVERIFY(holds(runOneFamily, 15)); }
};

QTEST_GUILESS_MAIN(TestMempoolModel)
#include "test_mempool_model.moc"
