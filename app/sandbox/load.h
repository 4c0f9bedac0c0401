// Many payments through a running sandbox, each handed in at the user's own node, with a bounded
// number open: the faucet's coins are split, then each pays a fresh key and its change pays again.
// Ends at the first payment with which something is wrong. Thread: main.
#pragma once

#include "app/sandbox/load_record.h"
#include "app/sandbox/sandbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <map>
#include <vector>

namespace timecoin {

struct LoadPlan {
    std::uint32_t count = 0;
    std::uint32_t open = 0;  ///< handed in and not final, at most
};

class Load : public QObject {
    Q_OBJECT
public:
    /// So many coins pay in turn: more than a window's votes have room for, so that few payments
    /// spend what is in no block yet.
    static constexpr std::uint32_t kMaxCoins = 10'000;
    static constexpr std::size_t kMaxParts = 100;  ///< a coin is split into, at once
    static constexpr int kReadyMs = 60'000;
    static constexpr int kTickMs = 1'000;
    static constexpr int kTicksPerReport = 5;

    Load(Sandbox& sandbox, const LoadPlan& plan, std::function<void(const QString&)> progress,
         QObject* parent = nullptr);

    /// Before or after the sandbox's own start.
    void start();
    /// As asked by a person: ends with finished().
    void interrupt();
    /// After finished() without a failure.
    QString summary() const;

signals:
    /// Empty: every payment became final once and is in a block. Told once.
    void finished(const QString& failure);

private:
    enum class Step { Starting, Splitting, Paying, Settling, Ended };

    void onReady();
    void onCoins(const CoinsAnswer& answer);
    /// False when the coins are too small for the plan.
    bool split(std::vector<WalletCoin> coins);
    void beginPaying();
    void feed();
    bool pay();
    void submit(const Transaction& tx);
    void onFinal(const Hash& id, std::uint64_t height);
    void onBlock(const BlockInfo& block, int node);
    void onSettled();
    void check(const LoadRecord::Broken& broken);
    void onTick();
    void report();
    void end(const QString& failure);
    std::uint64_t nowUs() const;
    const SigningKey& key() const { return m_sandbox.faucetKey(); }

    Sandbox& m_sandbox;
    const LoadPlan m_plan;
    std::function<void(const QString&)> m_progress;
    Step m_step = Step::Starting;
    QElapsedTimer m_clock;
    QTimer m_tick;
    int m_ticks = 0;
    LoadRecord m_record;
    std::deque<WalletCoin> m_coins;                  ///< free to pay, longest unused first
    std::deque<Transaction> m_splits;                ///< not handed in yet
    std::map<Hash, std::vector<WalletCoin>> m_back;  ///< coins that a payment makes for us
    std::map<std::uint64_t, Hash> m_blocks;          ///< by height, as the first node told
    std::uint32_t m_handedIn = 0;
    std::uint64_t m_startedUs = 0;
    std::uint64_t m_lastFinalUs = 0;
    std::size_t m_reported = 0;
    std::uint64_t m_reportedUs = 0;
};

}  // namespace timecoin
