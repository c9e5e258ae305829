package io.groundzero.backup.verifier.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a program in the sandbox may not ask the kernel for: namespaces, above all those of users, in which it would have
 * every right; mounts; other processes' memory; the kernel's own programs, rings, keys and modules; sockets that no
 * network namespace encloses. As seccomp has it: a program of the Berkeley packet filter that the kernel runs at each
 * call, and that nothing inside can take off again.
 */
final class SystemCallFilter {

    /** Numbers on amd64 and aarch64; -1 where there is no such call. */
    private static final int[][] REFUSED = {
            // unshare, setns, mount, umount2, pivot_root, chroot, and what has come for mounts since
            {272, 97}, {308, 268}, {165, 40}, {166, 39}, {155, 41}, {161, 51}, {428, 428}, {429, 429}, {430, 430},
            {431, 431}, {432, 432}, {433, 433}, {442, 442},
            // bpf, perf_event_open, userfaultfd, io_uring_setup, _enter, _register
            {321, 280}, {298, 241}, {323, 282}, {425, 425}, {426, 426}, {427, 427},
            // keyctl, add_key, request_key
            {250, 219}, {248, 217}, {249, 218},
            // ptrace, process_vm_readv, process_vm_writev, kcmp, pidfd_getfd
            {101, 117}, {310, 270}, {311, 271}, {312, 272}, {438, 438},
            // name_to_handle_at, open_by_handle_at
            {303, 264}, {304, 265},
            // kexec_load, kexec_file_load, init_module, finit_module, delete_module
            {246, 104}, {320, 294}, {175, 105}, {313, 273}, {176, 106},
            // swapon, swapoff, reboot, acct, quotactl, quotactl_fd, syslog, vhangup
            {167, 224}, {168, 225}, {169, 142}, {163, 89}, {179, 60}, {443, 443}, {103, 116}, {153, 58},
            // settimeofday, clock_settime, adjtimex, clock_adjtime, sethostname, setdomainname
            {164, 170}, {227, 112}, {159, 171}, {305, 266}, {170, 161}, {171, 162},
            // iopl, ioperm, modify_ldt
            {172, -1}, {173, -1}, {154, -1}};

    private static final int[] CLONE = {56, 220};
    private static final int CLONE3 = 435;
    private static final int[] SOCKET = {41, 198};
    private static final int[] PRCTL = {157, 167};
    private static final int[] ARCHITECTURE = {0xC000003E, 0xC00000B7};
    /** On amd64: the calls of a third, half 32-bit interface have numbers from here on. */
    private static final int HALF = 0x40000000;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final int NAMESPACES = 0x7E020000;
    /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: each in its network namespace; AF_VSOCK, for one, is not. */
    private static final List<Integer> FAMILIES = List.of(1, 2, 10, 16);

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EAFNOSUPPORT = 97;

    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff0000;
    private static final int ERROR = 0x00050000;

    /** Where the kernel puts what is asked: number, architecture, the first argument's lower half. */
    private static final int NUMBER = 0;
    private static final int MACHINE = 4;
    private static final int FIRST_ARGUMENT = 16;

    /** PR_SET_SECCOMP with SECCOMP_MODE_FILTER; struct sock_fprog is a length and a pointer. */
    private static final String INSTALL = "my $f = pack('H*', shift); my $p = pack('S x6 P', length($f) / 8, $f);"
            + " syscall(%d, 22, 2, $p, 0, 0) == 0 or die \"no seccomp filter: $!\\n\";"
            + " exec { $ARGV[0] } @ARGV; print STDERR \"$ARGV[0]: $!\\n\"; exit 127";

    private static final Map<String, Integer> MACHINES = Map.of("amd64", 0, "x86_64", 0, "aarch64", 1);

    private final int machine;
    private final ByteBuffer program = ByteBuffer.allocate(8 * 512).order(ByteOrder.LITTLE_ENDIAN);

    private SystemCallFilter(int machine) {
        this.machine = machine;
    }

    /**
     * A command that puts itself under the filter and becomes what follows it. It is perl's, which every Debian has: no
     * program of util-linux 2.38 can do this, nor can Java.
     *
     * @throws IllegalStateException on a machine whose calls have numbers that are not known here
     */
    static List<String> wrapper() {
        Integer machine = MACHINES.get(System.getProperty("os.arch"));
        if (machine == null) {
            throw new IllegalStateException(
                    "gz.verifier.isolation namespaces knows the system calls of amd64 and aarch64"
                            + " only, not of " + System.getProperty("os.arch"));
        }
        return List.of("perl", "-e", INSTALL.formatted(PRCTL[machine]), "--",
                HexFormat.of().formatHex(new SystemCallFilter(machine).bytes()));
    }

    private byte[] bytes() {
        add(LOAD, 0, 0, MACHINE);
        add(EQUAL, 1, 0, ARCHITECTURE[machine]);
        refuse(EPERM);
        add(LOAD, 0, 0, NUMBER);
        if (machine == 0) {
            add(AT_LEAST, 0, 1, HALF);
            refuse(EPERM);
        }
        for (int[] numbers : REFUSED) {
            if (numbers[machine] >= 0) {
                add(EQUAL, 0, 1, numbers[machine]);
                refuse(EPERM);
            }
        }
        // its flags lie in memory, where they cannot be looked at; the C library then takes clone
        add(EQUAL, 0, 1, CLONE3);
        refuse(ENOSYS);
        add(EQUAL, 0, 4, CLONE[machine]);
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        add(ANY_BIT, 0, 1, NAMESPACES);
        refuse(EPERM);
        add(RETURN, 0, 0, ALLOW);
        add(EQUAL, 1, 0, SOCKET[machine]);
        add(RETURN, 0, 0, ALLOW);
        add(LOAD, 0, 0, FIRST_ARGUMENT);
        for (int family : FAMILIES) {
            add(EQUAL, 0, 1, family);
            add(RETURN, 0, 0, ALLOW);
        }
        refuse(EAFNOSUPPORT);
        return Arrays.copyOf(program.array(), program.position());
    }

    private void refuse(int error) {
        add(RETURN, 0, 0, ERROR | error);
    }

    /** @param then how many instructions are left out if it is so; {@code otherwise}: if it is not */
    private void add(int code, int then, int otherwise, int value) {
        program.putShort((short) code).put((byte) then).put((byte) otherwise).putInt(value);
    }
}
