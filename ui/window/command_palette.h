// Ctrl+K: type a few letters of a page or an action, Return does it. A layer over the window, no
// dialog. Thread: GUI.
#pragma once

#include <QFrame>
#include <QString>
#include <QVector>

#include <functional>

class QListWidget;

namespace timecoin {

class SearchField;

struct PaletteEntry {
    QString text;
    QString iconName;
    QString hint;  ///< its keys
    std::function<void()> run;
};

class CommandPalette : public QFrame {
    Q_OBJECT
public:
    /// Covers the top of `window`.
    explicit CommandPalette(QWidget* window);

    void open(QVector<PaletteEntry> entries);
    /// What is listed now, best first.
    QStringList shown() const;
    SearchField* field() const { return m_field; }

    /// Whether every word of `typed` begins somewhere in `text`; pure.
    static bool fits(const QString& text, const QString& typed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void filter(const QString& typed);
    void run();
    void place();

    QVector<PaletteEntry> m_entries;
    SearchField* m_field;
    QListWidget* m_list;
};

}  // namespace timecoin
