// What the pages about the network have in common: heading, a strip that says why things wait, and a
// state instead of the page while there is nothing to show. Thread: GUI.
#pragma once

#include "node/api/node_service.h"
#include "ui/pages/page.h"
#include "ui/widgets/theme.h"

#include <optional>

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace timecoin {

class Notice;
class StateView;

class NetworkPage : public Page {
    Q_OBJECT
public:
    /// `node` outlives it; null for a page that is shown values by hand.
    explicit NetworkPage(NodeService* node, QWidget* parent = nullptr);

    /// `snapshot` may be null. Hidden pages remember it and show it when they are.
    void take(const NodeSnapshotPtr& snapshot, bool running);

protected:
    struct Empty {
        QString iconName;
        QString title;
        QString sentence;
        Role role = Role::Muted;
    };
    NodeService* node() const { return m_node; }
    const NodeSnapshot* snapshot() const { return m_snapshot.get(); }
    /// Below the heading; 0 margins.
    QVBoxLayout* content() { return m_content; }
    /// Beside the heading, at the end of its line.
    QHBoxLayout* headingRow() { return m_headingRow; }
    /// Derived constructors call it last, when everything that it shows is there.
    void begin();
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

    /// Called for every new picture while the page can be seen.
    virtual void showNetwork(const NodeSnapshot& snapshot) = 0;
    /// Called for every picture, seen or not; must be quick.
    virtual void note(const NodeSnapshot* snapshot, bool running);
    /// What is shown instead of the page, if anything. Without peers the page says that instead.
    virtual std::optional<Empty> emptyOf(const NodeSnapshot& snapshot) const;

private:
    void refresh();
    std::optional<Empty> stateNow() const;
    void showNotice(bool pageIsShown);

    NodeService* m_node;
    NodeSnapshotPtr m_snapshot;
    bool m_running = false;
    bool m_fresh = false;  ///< the page shows m_snapshot
    QLabel* m_heading;
    QHBoxLayout* m_headingRow;
    Notice* m_notice;
    QStackedWidget* m_stack;
    StateView* m_state;
    QVBoxLayout* m_content;
};

}  // namespace timecoin
