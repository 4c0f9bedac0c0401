// Long work says how far it is, now and then.
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <functional>

namespace timecoin {

/// Takes a line for the person at the terminal.
using Say = std::function<void(const QString&)>;

/// Says a line at most every two seconds; one that is not said is not made.
class Pace {
public:
    static constexpr qint64 kSayEveryMs = 2'000;

    explicit Pace(const Say& say) : m_say(say) { m_clock.start(); }
    template <class MakeLine>
    void tell(const MakeLine& line) {
        if (m_clock.elapsed() < kSayEveryMs) return;
        m_clock.restart();
        m_say(line());
    }

private:
    const Say& m_say;
    QElapsedTimer m_clock;
};

}  // namespace timecoin
